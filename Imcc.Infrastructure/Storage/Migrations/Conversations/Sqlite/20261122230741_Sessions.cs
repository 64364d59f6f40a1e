using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imcc.Infrastructure.Storage.Migrations.Conversations.Sqlite
{
    /// <inheritdoc />
    public partial class Sessions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "alerts",
                table: "conversations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "awaits_message",
                table: "conversations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "handover",
                table: "conversations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "help",
                table: "conversations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "helper_id",
                table: "conversations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "invitation",
                table: "conversations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "invited_agent_id",
                table: "conversations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_forced",
                table: "conversations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "is_woken",
                table: "conversations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "joined_line_at",
                table: "conversations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "message_left_at",
                table: "conversations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "preferred_agent_id",
                table: "conversations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "preferred_until",
                table: "conversations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "remind_at",
                table: "conversations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "reply_transfers",
                table: "conversations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "told_at",
                table: "conversations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "units",
                table: "conversations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<Guid>(
                name: "by_agent_id",
                table: "conversation_events",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "detail",
                table: "conversation_events",
                type: "TEXT",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "tags",
                table: "contacts",
                type: "TEXT",
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "grace_ends_at",
                table: "agent_status",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_over_limit",
                table: "agent_status",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "limit_at",
                table: "agent_status",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "next_limit_seconds",
                table: "agent_status",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "next_reason_id",
                table: "agent_status",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "reason_id",
                table: "agent_status",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "acd_terms",
                columns: table => new
                {
                    domain = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_acd_terms", x => x.domain);
                });

            migrationBuilder.CreateTable(
                name: "agent_events",
                columns: table => new
                {
                    agent_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    presence = table.Column<int>(type: "INTEGER", nullable: false),
                    reason_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    next_presence = table.Column<int>(type: "INTEGER", nullable: true),
                    connection = table.Column<int>(type: "INTEGER", nullable: false),
                    by_agent_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_agent_events", x => new { x.agent_id, x.revision });
                });

            migrationBuilder.CreateTable(
                name: "assignments",
                columns: table => new
                {
                    offer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    conversation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    thread_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    agent_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    explanation = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_assignments", x => x.offer_id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_conversations_helper_id",
                table: "conversations",
                column: "helper_id",
                filter: "helper_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_conversations_invited_agent_id",
                table: "conversations",
                column: "invited_agent_id",
                filter: "invited_agent_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_conversation_events_at",
                table: "conversation_events",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_agent_events_at",
                table: "agent_events",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_assignments_at",
                table: "assignments",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_assignments_conversation_id",
                table: "assignments",
                column: "conversation_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "acd_terms");

            migrationBuilder.DropTable(
                name: "agent_events");

            migrationBuilder.DropTable(
                name: "assignments");

            migrationBuilder.DropIndex(
                name: "IX_conversations_helper_id",
                table: "conversations");

            migrationBuilder.DropIndex(
                name: "IX_conversations_invited_agent_id",
                table: "conversations");

            migrationBuilder.DropIndex(
                name: "IX_conversation_events_at",
                table: "conversation_events");

            migrationBuilder.DropColumn(
                name: "alerts",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "awaits_message",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "handover",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "help",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "helper_id",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "invitation",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "invited_agent_id",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "is_forced",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "is_woken",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "joined_line_at",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "message_left_at",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "preferred_agent_id",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "preferred_until",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "remind_at",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "reply_transfers",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "told_at",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "units",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "by_agent_id",
                table: "conversation_events");

            migrationBuilder.DropColumn(
                name: "detail",
                table: "conversation_events");

            migrationBuilder.DropColumn(
                name: "tags",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "grace_ends_at",
                table: "agent_status");

            migrationBuilder.DropColumn(
                name: "is_over_limit",
                table: "agent_status");

            migrationBuilder.DropColumn(
                name: "limit_at",
                table: "agent_status");

            migrationBuilder.DropColumn(
                name: "next_limit_seconds",
                table: "agent_status");

            migrationBuilder.DropColumn(
                name: "next_reason_id",
                table: "agent_status");

            migrationBuilder.DropColumn(
                name: "reason_id",
                table: "agent_status");
        }
    }
}
