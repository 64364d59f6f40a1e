using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imcc.Infrastructure.Storage.Migrations.Conversations.PostgreSql
{
    /// <inheritdoc />
    public partial class Desk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "recalled_at",
                table: "messages",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "pins",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    thread_id = table.Column<Guid>(type: "uuid", nullable: false),
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    scope = table.Column<int>(type: "integer", nullable: false),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    by_agent_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pins", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ratings",
                columns: table => new
                {
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    thread_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agent_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_id = table.Column<Guid>(type: "uuid", nullable: true),
                    invited_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    scale = table.Column<int>(type: "integer", nullable: false),
                    low_limit = table.Column<int>(type: "integer", nullable: false),
                    offered_tags = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    score = table.Column<int>(type: "integer", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    tags = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    comment = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
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
