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

            migrationBuilder.CreateIndex(
                name: "IX_conversation_events_agent_id_at",
                table: "conversation_events",
                columns: new[] { "agent_id", "at" });

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
                name: "pins");

            migrationBuilder.DropTable(
                name: "ratings");

            migrationBuilder.DropIndex(
                name: "IX_conversation_events_agent_id_at",
                table: "conversation_events");

            migrationBuilder.DropColumn(
                name: "recalled_at",
                table: "messages");
        }
    }
}
