using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imcc.Infrastructure.Storage.Migrations.Conversations.PostgreSql
{
    /// <inheritdoc />
    public partial class Channels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "late_at",
                table: "messages",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "refusal",
                table: "messages",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "speaker_id",
                table: "messages",
                type: "character varying(128)",
                maxLength: 128,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "speaker_name",
                table: "messages",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "leased_by",
                table: "deliveries",
                type: "character varying(80)",
                maxLength: 80,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(60)",
                oldMaxLength: 60,
                oldNullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "failed_at",
                table: "deliveries",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "held_after",
                table: "deliveries",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "kind",
                table: "deliveries",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "api_stops",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    api = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    settings = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_stops", x => new { x.account_id, x.api });
                });

            migrationBuilder.CreateTable(
                name: "notice_batches",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    api_key_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notice_batches", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notice_callbacks",
                columns: table => new
                {
                    notice_id = table.Column<Guid>(type: "uuid", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notice_callbacks", x => x.notice_id);
                });

            migrationBuilder.CreateTable(
                name: "notice_queue",
                columns: table => new
                {
                    notice_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    dead_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    refusal = table.Column<int>(type: "integer", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    leased_by = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    maybe_twice = table.Column<bool>(type: "boolean", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notice_queue", x => x.notice_id);
                });

            migrationBuilder.CreateTable(
                name: "notice_reports",
                columns: table => new
                {
                    thread_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel_message_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    error = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    is_unreachable = table.Column<bool>(type: "boolean", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notice_reports", x => new { x.thread_id, x.channel_message_id });
                });

            migrationBuilder.CreateTable(
                name: "notices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    thread_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    external_id = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    sender_key = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: true),
                    fingerprint = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    batch_id = table.Column<Guid>(type: "uuid", nullable: true),
                    api_key_id = table.Column<Guid>(type: "uuid", nullable: false),
                    callback_url = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    callback = table.Column<int>(type: "integer", nullable: false),
                    callback_error = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    state = table.Column<int>(type: "integer", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    channel_message_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    last_error = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    refusal = table.Column<int>(type: "integer", nullable: true),
                    maybe_twice = table.Column<bool>(type: "boolean", nullable: false),
                    troubles = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "send_shares",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    api = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    holders = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_send_shares", x => new { x.account_id, x.api });
                });

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_state_failed_at",
                table: "deliveries",
                columns: new[] { "state", "failed_at" });

            migrationBuilder.CreateIndex(
                name: "IX_notice_batches_created_at",
                table: "notice_batches",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_notice_callbacks_due_at",
                table: "notice_callbacks",
                column: "due_at");

            migrationBuilder.CreateIndex(
                name: "IX_notice_queue_account_id_kind_priority_due_at",
                table: "notice_queue",
                columns: new[] { "account_id", "kind", "priority", "due_at" },
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_notice_queue_dead_at",
                table: "notice_queue",
                column: "dead_at",
                filter: "dead_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_notice_reports_at",
                table: "notice_reports",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_notices_account_id_sender_key",
                table: "notices",
                columns: new[] { "account_id", "sender_key" },
                unique: true,
                filter: "sender_key IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_notices_batch_id",
                table: "notices",
                column: "batch_id",
                filter: "batch_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_notices_created_at",
                table: "notices",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_notices_thread_id_created_at",
                table: "notices",
                columns: new[] { "thread_id", "created_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_stops");

            migrationBuilder.DropTable(
                name: "notice_batches");

            migrationBuilder.DropTable(
                name: "notice_callbacks");

            migrationBuilder.DropTable(
                name: "notice_queue");

            migrationBuilder.DropTable(
                name: "notice_reports");

            migrationBuilder.DropTable(
                name: "notices");

            migrationBuilder.DropTable(
                name: "send_shares");

            migrationBuilder.DropIndex(
                name: "IX_deliveries_state_failed_at",
                table: "deliveries");

            migrationBuilder.DropColumn(
                name: "late_at",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "refusal",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "speaker_id",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "speaker_name",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "failed_at",
                table: "deliveries");

            migrationBuilder.DropColumn(
                name: "held_after",
                table: "deliveries");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "deliveries");

            migrationBuilder.AlterColumn<string>(
                name: "leased_by",
                table: "deliveries",
                type: "character varying(60)",
                maxLength: 60,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(80)",
                oldMaxLength: 80,
                oldNullable: true);
        }
    }
}
