using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imcc.Infrastructure.Storage.Migrations.Conversations.Sqlite
{
    /// <inheritdoc />
    public partial class Reasons : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "conversation_reasons");

            migrationBuilder.DropTable(
                name: "reason_favourites");

            migrationBuilder.DropIndex(
                name: "IX_conversations_summary_owed_by",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "reasons",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "summary_owed_by",
                table: "conversations");
        }
    }
}
