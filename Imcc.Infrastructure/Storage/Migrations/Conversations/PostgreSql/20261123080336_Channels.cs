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
            migrationBuilder.AddColumn<bool>(
                name: "is_aside",
                table: "messages",
                type: "boolean",
                nullable: false,
                defaultValue: false);

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

            migrationBuilder.AddColumn<string>(
                name: "chat",
                table: "conversations",
                type: "character varying(4000)",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "block_reason",
                table: "contacts",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "blocked_at",
                table: "contacts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "follow_scene",
                table: "contacts",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "last_scene",
                table: "contacts",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "last_scene_at",
                table: "contacts",
                type: "timestamp with time zone",
                nullable: true);

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
                name: "follower_changes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    thread_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    aspect = table.Column<int>(type: "integer", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    not_before = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_follower_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "followers",
                columns: table => new
                {
                    thread_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_following = table.Column<bool>(type: "boolean", nullable: false),
                    subscribed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    subscribe_scene = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    qr_scene = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    remark = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    tag_ids = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    is_blacklisted = table.Column<bool>(type: "boolean", nullable: false),
                    told_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_followers", x => x.thread_id);
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
                name: "qq_reviews",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    audit_id = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    thread_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_qq_reviews", x => new { x.account_id, x.audit_id });
                });

            migrationBuilder.CreateTable(
                name: "qr_scans",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    thread_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    scene = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_qr_scans", x => x.id);
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

            migrationBuilder.CreateTable(
                name: "speakers",
                columns: table => new
                {
                    thread_id = table.Column<Guid>(type: "uuid", nullable: false),
                    speaker_id = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    contact_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_speakers", x => new { x.thread_id, x.speaker_id });
                });

            migrationBuilder.CreateTable(
                name: "union_changes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    thread_id = table.Column<Guid>(type: "uuid", nullable: false),
                    old_union_id = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    new_union_id = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_union_changes", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_state_failed_at",
                table: "deliveries",
                columns: new[] { "state", "failed_at" });

            migrationBuilder.CreateIndex(
                name: "IX_contacts_blocked_at",
                table: "contacts",
                column: "blocked_at",
                filter: "blocked_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_follower_changes_not_before",
                table: "follower_changes",
                column: "not_before",
                filter: "not_before IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_follower_changes_thread_id",
                table: "follower_changes",
                column: "thread_id");

            migrationBuilder.CreateIndex(
                name: "IX_followers_account_id",
                table: "followers",
                column: "account_id");

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

            migrationBuilder.CreateIndex(
                name: "IX_qr_scans_account_id_scene_day",
                table: "qr_scans",
                columns: new[] { "account_id", "scene", "day" });

            migrationBuilder.CreateIndex(
                name: "IX_speakers_contact_id",
                table: "speakers",
                column: "contact_id");

            migrationBuilder.CreateIndex(
                name: "IX_union_changes_old_union_id",
                table: "union_changes",
                column: "old_union_id");

            migrationBuilder.CreateIndex(
                name: "IX_union_changes_thread_id",
                table: "union_changes",
                column: "thread_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_stops");

            migrationBuilder.DropTable(
                name: "follower_changes");

            migrationBuilder.DropTable(
                name: "followers");

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
                name: "qq_reviews");

            migrationBuilder.DropTable(
                name: "qr_scans");

            migrationBuilder.DropTable(
                name: "send_shares");

            migrationBuilder.DropTable(
                name: "speakers");

            migrationBuilder.DropTable(
                name: "union_changes");

            migrationBuilder.DropIndex(
                name: "IX_deliveries_state_failed_at",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "IX_contacts_blocked_at",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "is_aside",
                table: "messages");

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

            migrationBuilder.DropColumn(
                name: "chat",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "block_reason",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "blocked_at",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "follow_scene",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "last_scene",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "last_scene_at",
                table: "contacts");

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
