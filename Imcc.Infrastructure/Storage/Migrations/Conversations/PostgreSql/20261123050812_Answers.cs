using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imcc.Infrastructure.Storage.Migrations.Conversations.PostgreSql
{
    /// <inheritdoc />
    public partial class Answers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "answers",
                columns: table => new
                {
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    thread_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    article_id = table.Column<Guid>(type: "uuid", nullable: true),
                    rule_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_answers", x => x.message_id);
                });

            migrationBuilder.CreateTable(
                name: "knowledge_searches",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    agent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    hits = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_knowledge_searches", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "miss_bookmarks",
                columns: table => new
                {
                    store = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_miss_bookmarks", x => x.store);
                });

            migrationBuilder.CreateTable(
                name: "miss_groups",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    leader = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    misses = table.Column<int>(type: "integer", nullable: false),
                    sent = table.Column<int>(type: "integer", nullable: false),
                    first_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    merged_into = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    target_id = table.Column<Guid>(type: "uuid", nullable: true),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    tried = table.Column<int>(type: "integer", nullable: false),
                    found_before = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_miss_groups", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "misses",
                columns: table => new
                {
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    thread_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    source = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    key = table.Column<long>(type: "bigint", nullable: false),
                    group_id = table.Column<Guid>(type: "uuid", nullable: false),
                    answer = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    article_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_misses", x => x.message_id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_finding_ratings_at",
                table: "finding_ratings",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_answers_at",
                table: "answers",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_knowledge_searches_at",
                table: "knowledge_searches",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_miss_groups_merged_into",
                table: "miss_groups",
                column: "merged_into",
                filter: "merged_into IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_miss_groups_state_misses",
                table: "miss_groups",
                columns: new[] { "state", "misses" });

            migrationBuilder.CreateIndex(
                name: "IX_misses_at",
                table: "misses",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_misses_group_id_at",
                table: "misses",
                columns: new[] { "group_id", "at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "answers");

            migrationBuilder.DropTable(
                name: "knowledge_searches");

            migrationBuilder.DropTable(
                name: "miss_bookmarks");

            migrationBuilder.DropTable(
                name: "miss_groups");

            migrationBuilder.DropTable(
                name: "misses");

            migrationBuilder.DropIndex(
                name: "IX_finding_ratings_at",
                table: "finding_ratings");
        }
    }
}
