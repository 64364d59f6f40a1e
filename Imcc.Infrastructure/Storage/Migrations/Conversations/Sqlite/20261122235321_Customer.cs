using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imcc.Infrastructure.Storage.Migrations.Conversations.Sqlite
{
    /// <inheritdoc />
    public partial class Customer : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "union_id",
                table: "threads",
                type: "TEXT",
                maxLength: 128,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "attributes",
                table: "contacts",
                type: "TEXT",
                maxLength: 8000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "person_id",
                table: "contacts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "person_tier",
                table: "contacts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "source_at",
                table: "contacts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "source_scene",
                table: "contacts",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "updated_at",
                table: "contacts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "contact_notes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    thread_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    contact_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    author_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    edited_at = table.Column<long>(type: "INTEGER", nullable: true),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contact_notes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "person_links",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    merge_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    contact_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    thread_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    from_person_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    to_person_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    by_agent_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_person_links", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "union_fetches",
                columns: table => new
                {
                    thread_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    not_before = table.Column<long>(type: "INTEGER", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
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
                name: "IX_person_links_contact_id",
                table: "person_links",
                column: "contact_id");

            migrationBuilder.CreateIndex(
                name: "IX_person_links_merge_id",
                table: "person_links",
                column: "merge_id");

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
                name: "contact_notes");

            migrationBuilder.DropTable(
                name: "person_links");

            migrationBuilder.DropTable(
                name: "union_fetches");

            migrationBuilder.DropIndex(
                name: "IX_threads_contact_id",
                table: "threads");

            migrationBuilder.DropIndex(
                name: "IX_messages_at",
                table: "messages");

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
