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
                name: "notice_batches");

            migrationBuilder.DropTable(
                name: "notice_callbacks");

            migrationBuilder.DropTable(
                name: "notice_queue");

            migrationBuilder.DropTable(
                name: "notice_reports");

            migrationBuilder.DropTable(
                name: "notices");

            migrationBuilder.DropColumn(
                name: "speaker_id",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "speaker_name",
                table: "messages");
        }
    }
}
