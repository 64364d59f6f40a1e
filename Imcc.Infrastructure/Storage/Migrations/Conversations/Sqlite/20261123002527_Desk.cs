using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imcc.Infrastructure.Storage.Migrations.Conversations.Sqlite
{
    /// <inheritdoc />
    public partial class Desk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "recalled_at",
                table: "messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reasons",
                table: "conversations",
                type: "TEXT",
                maxLength: 8000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "summary_owed_by",
                table: "conversations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "conversation_reasons",
                columns: table => new
                {
                    conversation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reason_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    thread_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    path = table.Column<string>(type: "TEXT", maxLength: 215, nullable: false),
                    is_main = table.Column<bool>(type: "INTEGER", nullable: false),
                    agent_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    group_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_conversation_reasons", x => new { x.conversation_id, x.reason_id });
                });

            migrationBuilder.CreateTable(
                name: "pins",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    thread_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    conversation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    scope = table.Column<int>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    by_agent_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pins", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ratings",
                columns: table => new
                {
                    conversation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    thread_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    agent_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    group_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    invited_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    scale = table.Column<int>(type: "INTEGER", nullable: false),
                    low_limit = table.Column<int>(type: "INTEGER", nullable: false),
                    offered_tags = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    score = table.Column<int>(type: "INTEGER", nullable: true),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    tags = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    comment = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ratings", x => x.conversation_id);
                });

            migrationBuilder.CreateTable(
                name: "reason_favourites",
                columns: table => new
                {
                    agent_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reason_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reason_favourites", x => new { x.agent_id, x.reason_id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_conversations_summary_owed_by",
                table: "conversations",
                column: "summary_owed_by",
                filter: "summary_owed_by IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_conversation_events_agent_id_at",
                table: "conversation_events",
                columns: new[] { "agent_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_conversation_reasons_agent_id_at",
                table: "conversation_reasons",
                columns: new[] { "agent_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_conversation_reasons_at",
                table: "conversation_reasons",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_conversation_reasons_group_id_at",
                table: "conversation_reasons",
                columns: new[] { "group_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_pins_conversation_id_message_id_number",
                table: "pins",
                columns: new[] { "conversation_id", "message_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_pins_thread_id",
                table: "pins",
                column: "thread_id");

            migrationBuilder.CreateIndex(
                name: "IX_ratings_agent_id_answered_at",
                table: "ratings",
                columns: new[] { "agent_id", "answered_at" });

            migrationBuilder.CreateIndex(
                name: "IX_ratings_thread_id_invited_at",
                table: "ratings",
                columns: new[] { "thread_id", "invited_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "conversation_reasons");

            migrationBuilder.DropTable(
                name: "pins");

            migrationBuilder.DropTable(
                name: "ratings");

            migrationBuilder.DropTable(
                name: "reason_favourites");

            migrationBuilder.DropIndex(
                name: "IX_conversations_summary_owed_by",
                table: "conversations");

            migrationBuilder.DropIndex(
                name: "IX_conversation_events_agent_id_at",
                table: "conversation_events");

            migrationBuilder.DropColumn(
                name: "recalled_at",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "reasons",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "summary_owed_by",
                table: "conversations");
        }
    }
}
