using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imcc.Infrastructure.Storage.Migrations.Conversations.SqlServer
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
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "refusal",
                table: "messages",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "speaker_id",
                table: "messages",
                type: "nvarchar(128)",
                maxLength: 128,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "speaker_name",
                table: "messages",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "leased_by",
                table: "deliveries",
                type: "nvarchar(80)",
                maxLength: 80,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "nvarchar(60)",
                oldMaxLength: 60,
                oldNullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "failed_at",
                table: "deliveries",
                type: "datetimeoffset",
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
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "api_stops",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    api = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    reason = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    since = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    settings = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
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
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    reference = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    api_key_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notice_batches", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notice_callbacks",
                columns: table => new
                {
                    notice_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    attempts = table.Column<int>(type: "int", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
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
                    notice_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    account_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    priority = table.Column<int>(type: "int", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    dead_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    refusal = table.Column<int>(type: "int", nullable: true),
                    attempts = table.Column<int>(type: "int", nullable: false),
                    leased_by = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    maybe_twice = table.Column<bool>(type: "bit", nullable: false),
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
                    thread_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    channel_message_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    error = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    is_unreachable = table.Column<bool>(type: "bit", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notice_reports", x => new { x.thread_id, x.channel_message_id });
                });

            migrationBuilder.CreateTable(
                name: "notices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    thread_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    account_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    external_id = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false),
                    sender_key = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: true),
                    fingerprint = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    content = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    priority = table.Column<int>(type: "int", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    batch_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    api_key_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    callback_url = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    callback = table.Column<int>(type: "int", nullable: false),
                    callback_error = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    state = table.Column<int>(type: "int", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    settled_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    channel_message_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    attempts = table.Column<int>(type: "int", nullable: false),
                    last_error = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    refusal = table.Column<int>(type: "int", nullable: true),
                    maybe_twice = table.Column<bool>(type: "bit", nullable: false),
                    troubles = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "send_shares",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    api = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    holders = table.Column<string>(type: "nvarchar(max)", nullable: false),
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
                type: "nvarchar(60)",
                maxLength: 60,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "nvarchar(80)",
                oldMaxLength: 80,
                oldNullable: true);
        }
    }
}
