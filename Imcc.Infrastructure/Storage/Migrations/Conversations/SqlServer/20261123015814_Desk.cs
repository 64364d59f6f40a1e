using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imcc.Infrastructure.Storage.Migrations.Conversations.SqlServer
{
    /// <inheritdoc />
    public partial class Desk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "union_id",
                table: "threads",
                type: "nvarchar(128)",
                maxLength: 128,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "recalled_at",
                table: "messages",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reasons",
                table: "conversations",
                type: "nvarchar(max)",
                maxLength: 8000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "summary_owed_by",
                table: "conversations",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "attributes",
                table: "contacts",
                type: "nvarchar(max)",
                maxLength: 8000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "person_id",
                table: "contacts",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "person_tier",
                table: "contacts",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "source_at",
                table: "contacts",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "source_scene",
                table: "contacts",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "updated_at",
                table: "contacts",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "agent_preferences",
                columns: table => new
                {
                    agent_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    choices = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_agent_preferences", x => x.agent_id);
                });

            migrationBuilder.CreateTable(
                name: "agent_replies",
                columns: table => new
                {
                    agent_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    uses = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    favourites = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_agent_replies", x => x.agent_id);
                });

            migrationBuilder.CreateTable(
                name: "contact_notes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    thread_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    contact_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    author_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    text = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    edited_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    deleted_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    deleted_by_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contact_notes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "conversation_reasons",
                columns: table => new
                {
                    conversation_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    reason_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    thread_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    version = table.Column<int>(type: "int", nullable: false),
                    code = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    path = table.Column<string>(type: "nvarchar(215)", maxLength: 215, nullable: false),
                    is_main = table.Column<bool>(type: "bit", nullable: false),
                    agent_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    group_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_conversation_reasons", x => new { x.conversation_id, x.reason_id });
                });

            migrationBuilder.CreateTable(
                name: "finding_ratings",
                columns: table => new
                {
                    message_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    finding_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    agent_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    thread_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    is_useful = table.Column<bool>(type: "bit", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_finding_ratings", x => new { x.message_id, x.finding_id, x.agent_id });
                });

            migrationBuilder.CreateTable(
                name: "person_links",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    merge_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    contact_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    thread_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    from_person_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    to_person_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    by_agent_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_person_links", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pins",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    thread_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    conversation_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    message_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    number = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    scope = table.Column<int>(type: "int", nullable: false),
                    note = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    by_agent_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pins", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ratings",
                columns: table => new
                {
                    conversation_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    thread_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    agent_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    group_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    invited_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    scale = table.Column<int>(type: "int", nullable: false),
                    low_limit = table.Column<int>(type: "int", nullable: false),
                    offered_tags = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    score = table.Column<int>(type: "int", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    tags = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    comment = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ratings", x => x.conversation_id);
                });

            migrationBuilder.CreateTable(
                name: "reason_favourites",
                columns: table => new
                {
                    agent_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    reason_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reason_favourites", x => new { x.agent_id, x.reason_id });
                });

            migrationBuilder.CreateTable(
                name: "store_identity",
                columns: table => new
                {
                    slot = table.Column<int>(type: "int", nullable: false),
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_store_identity", x => x.slot);
                });

            migrationBuilder.CreateTable(
                name: "union_fetches",
                columns: table => new
                {
                    thread_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    account_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    attempts = table.Column<int>(type: "int", nullable: false),
                    not_before = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    last_error = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_union_fetches", x => x.thread_id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_threads_contact_id",
                table: "threads",
                column: "contact_id");

            migrationBuilder.CreateIndex(
                name: "IX_messages_at",
                table: "messages",
                column: "at");

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
                name: "IX_contacts_person_id",
                table: "contacts",
                column: "person_id",
                filter: "person_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_contacts_updated_at",
                table: "contacts",
                column: "updated_at",
                filter: "updated_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_contact_notes_contact_id_at",
                table: "contact_notes",
                columns: new[] { "contact_id", "at" });

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
                name: "IX_finding_ratings_finding_id",
                table: "finding_ratings",
                column: "finding_id");

            migrationBuilder.CreateIndex(
                name: "IX_person_links_contact_id",
                table: "person_links",
                column: "contact_id");

            migrationBuilder.CreateIndex(
                name: "IX_person_links_merge_id",
                table: "person_links",
                column: "merge_id");

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

            migrationBuilder.CreateIndex(
                name: "IX_union_fetches_not_before",
                table: "union_fetches",
                column: "not_before",
                filter: "not_before IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "agent_preferences");

            migrationBuilder.DropTable(
                name: "agent_replies");

            migrationBuilder.DropTable(
                name: "contact_notes");

            migrationBuilder.DropTable(
                name: "conversation_reasons");

            migrationBuilder.DropTable(
                name: "finding_ratings");

            migrationBuilder.DropTable(
                name: "person_links");

            migrationBuilder.DropTable(
                name: "pins");

            migrationBuilder.DropTable(
                name: "ratings");

            migrationBuilder.DropTable(
                name: "reason_favourites");

            migrationBuilder.DropTable(
                name: "store_identity");

            migrationBuilder.DropTable(
                name: "union_fetches");

            migrationBuilder.DropIndex(
                name: "IX_threads_contact_id",
                table: "threads");

            migrationBuilder.DropIndex(
                name: "IX_messages_at",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "IX_conversations_summary_owed_by",
                table: "conversations");

            migrationBuilder.DropIndex(
                name: "IX_conversation_events_agent_id_at",
                table: "conversation_events");

            migrationBuilder.DropIndex(
                name: "IX_contacts_person_id",
                table: "contacts");

            migrationBuilder.DropIndex(
                name: "IX_contacts_updated_at",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "union_id",
                table: "threads");

            migrationBuilder.DropColumn(
                name: "recalled_at",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "reasons",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "summary_owed_by",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "attributes",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "person_id",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "person_tier",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "source_at",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "source_scene",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "updated_at",
                table: "contacts");
        }
    }
}
