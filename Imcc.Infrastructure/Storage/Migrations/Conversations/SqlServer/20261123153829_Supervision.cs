using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imcc.Infrastructure.Storage.Migrations.Conversations.SqlServer
{
    /// <inheritdoc />
    public partial class Supervision : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "to_agent_id",
                table: "messages",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "capacity",
                table: "agent_events",
                type: "int",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "alert_bookmarks",
                columns: table => new
                {
                    slot = table.Column<int>(type: "int", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    node = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    leased_until = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_bookmarks", x => x.slot);
                });

            migrationBuilder.CreateTable(
                name: "alert_calls",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    alert_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    rule_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    address = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    body = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    attempts = table.Column<int>(type: "int", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_calls", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "alert_watches",
                columns: table => new
                {
                    rule_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    subject_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    bad_since = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    firing_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    told_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alert_watches", x => new { x.rule_id, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "alerts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    rule_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    rule_name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    subject_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    subject_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    unit_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    group_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    account_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    agent_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    figure = table.Column<double>(type: "float", nullable: false),
                    bound = table.Column<int>(type: "int", nullable: false),
                    detail = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    on_screen = table.Column<bool>(type: "bit", nullable: false),
                    fired_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    cleared_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    seen_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    seen_by = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    seen_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alerts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "evaluations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    conversation_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    thread_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    agent_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    group_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    form_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    form_version = table.Column<int>(type: "int", nullable: false),
                    source = table.Column<int>(type: "int", nullable: false),
                    risks = table.Column<int>(type: "int", nullable: false),
                    plan_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    calibration_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    is_index = table.Column<bool>(type: "bit", nullable: false),
                    served_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    evaluator_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    state = table.Column<int>(type: "int", nullable: false),
                    answers = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    comment = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    percent_hundredths = table.Column<int>(type: "int", nullable: true),
                    critical_hundredths = table.Column<int>(type: "int", nullable: true),
                    is_failed = table.Column<bool>(type: "bit", nullable: false),
                    grade = table.Column<int>(type: "int", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    submitted_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    acknowledged_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    appealed_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    appeal = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    decided_by = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    decision = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    history = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_evaluations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "exports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    owner_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    title = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    query = table.Column<string>(type: "nvarchar(3000)", maxLength: 3000, nullable: false),
                    cell = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    format = table.Column<int>(type: "int", nullable: false),
                    culture = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    state = table.Column<int>(type: "int", nullable: false),
                    done = table.Column<int>(type: "int", nullable: false),
                    total = table.Column<int>(type: "int", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    settled_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    expires_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    leased_until = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    attempts = table.Column<int>(type: "int", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_exports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "follow_ups",
                columns: table => new
                {
                    conversation_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    thread_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    agent_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    group_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    account_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    score = table.Column<int>(type: "int", nullable: false),
                    rated_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    state = table.Column<int>(type: "int", nullable: false),
                    assignee_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    result = table.Column<int>(type: "int", nullable: true),
                    done_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    history = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_follow_ups", x => x.conversation_id);
                });

            migrationBuilder.CreateTable(
                name: "mail_contents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    subject = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    text = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    html = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    file_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    file_type = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true),
                    file = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mail_contents", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mailed_reports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    owner_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    query = table.Column<string>(type: "nvarchar(3000)", maxLength: 3000, nullable: false),
                    period = table.Column<int>(type: "int", nullable: false),
                    format = table.Column<int>(type: "int", nullable: false),
                    days = table.Column<int>(type: "int", nullable: false),
                    minute = table.Column<int>(type: "int", nullable: false),
                    time_zone = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    recipients = table.Column<string>(type: "nvarchar(max)", maxLength: 7680, nullable: false),
                    culture = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    enabled = table.Column<bool>(type: "bit", nullable: false),
                    next_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    retry_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    last_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    last_result = table.Column<int>(type: "int", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mailed_reports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mails",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    content_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    recipient = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: false),
                    state = table.Column<int>(type: "int", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    attempts = table.Column<int>(type: "int", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    settled_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    last_error = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mails", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "report_bookmarks",
                columns: table => new
                {
                    name = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_bookmarks", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "report_sheets",
                columns: table => new
                {
                    kind = table.Column<int>(type: "int", nullable: false),
                    start = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    facts = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    conversations = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    lines = table.Column<int>(type: "int", nullable: false),
                    open = table.Column<int>(type: "int", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_sheets", x => new { x.kind, x.start });
                });

            migrationBuilder.CreateTable(
                name: "sampling_marks",
                columns: table => new
                {
                    plan_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    looked_until = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    drawn_week = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sampling_marks", x => x.plan_id);
                });

            migrationBuilder.CreateTable(
                name: "watches",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    thread_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    conversation_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    lead_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    mode = table.Column<int>(type: "int", nullable: false),
                    is_shown = table.Column<bool>(type: "bit", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_watches", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ratings_answered_at",
                table: "ratings",
                column: "answered_at");

            migrationBuilder.CreateIndex(
                name: "IX_ratings_invited_at",
                table: "ratings",
                column: "invited_at");

            migrationBuilder.CreateIndex(
                name: "IX_alert_calls_due_at",
                table: "alert_calls",
                column: "due_at");

            migrationBuilder.CreateIndex(
                name: "IX_alerts_fired_at",
                table: "alerts",
                column: "fired_at");

            migrationBuilder.CreateIndex(
                name: "IX_evaluations_agent_id_served_at",
                table: "evaluations",
                columns: new[] { "agent_id", "served_at" });

            migrationBuilder.CreateIndex(
                name: "IX_evaluations_calibration_id",
                table: "evaluations",
                column: "calibration_id",
                filter: "calibration_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_evaluations_conversation_id",
                table: "evaluations",
                column: "conversation_id");

            migrationBuilder.CreateIndex(
                name: "IX_evaluations_due_at",
                table: "evaluations",
                column: "due_at",
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_evaluations_evaluator_id_state",
                table: "evaluations",
                columns: new[] { "evaluator_id", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_evaluations_served_at",
                table: "evaluations",
                column: "served_at");

            migrationBuilder.CreateIndex(
                name: "IX_evaluations_state_served_at",
                table: "evaluations",
                columns: new[] { "state", "served_at" });

            migrationBuilder.CreateIndex(
                name: "IX_exports_expires_at",
                table: "exports",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_exports_owner_id_created_at",
                table: "exports",
                columns: new[] { "owner_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_exports_state_created_at",
                table: "exports",
                columns: new[] { "state", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_follow_ups_rated_at",
                table: "follow_ups",
                column: "rated_at");

            migrationBuilder.CreateIndex(
                name: "IX_follow_ups_state_due_at",
                table: "follow_ups",
                columns: new[] { "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "IX_mail_contents_created_at",
                table: "mail_contents",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_mailed_reports_next_at",
                table: "mailed_reports",
                column: "next_at");

            migrationBuilder.CreateIndex(
                name: "IX_mailed_reports_owner_id_created_at",
                table: "mailed_reports",
                columns: new[] { "owner_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_mails_content_id",
                table: "mails",
                column: "content_id");

            migrationBuilder.CreateIndex(
                name: "IX_mails_created_at",
                table: "mails",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_mails_due_at",
                table: "mails",
                column: "due_at",
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_watches_conversation_id",
                table: "watches",
                column: "conversation_id");

            migrationBuilder.CreateIndex(
                name: "IX_watches_ended_at_until",
                table: "watches",
                columns: new[] { "ended_at", "until" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alert_bookmarks");

            migrationBuilder.DropTable(
                name: "alert_calls");

            migrationBuilder.DropTable(
                name: "alert_watches");

            migrationBuilder.DropTable(
                name: "alerts");

            migrationBuilder.DropTable(
                name: "evaluations");

            migrationBuilder.DropTable(
                name: "exports");

            migrationBuilder.DropTable(
                name: "follow_ups");

            migrationBuilder.DropTable(
                name: "mail_contents");

            migrationBuilder.DropTable(
                name: "mailed_reports");

            migrationBuilder.DropTable(
                name: "mails");

            migrationBuilder.DropTable(
                name: "report_bookmarks");

            migrationBuilder.DropTable(
                name: "report_sheets");

            migrationBuilder.DropTable(
                name: "sampling_marks");

            migrationBuilder.DropTable(
                name: "watches");

            migrationBuilder.DropIndex(
                name: "IX_ratings_answered_at",
                table: "ratings");

            migrationBuilder.DropIndex(
                name: "IX_ratings_invited_at",
                table: "ratings");

            migrationBuilder.DropColumn(
                name: "to_agent_id",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "capacity",
                table: "agent_events");
        }
    }
}
