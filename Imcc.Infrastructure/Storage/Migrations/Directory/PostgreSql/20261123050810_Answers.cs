using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Imcc.Infrastructure.Storage.Migrations.Directory.PostgreSql
{
    /// <inheritdoc />
    public partial class Answers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "answer_versions",
                columns: table => new
                {
                    stock = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_answer_versions", x => x.stock);
                });

            migrationBuilder.CreateTable(
                name: "article_categories",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    org_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_article_categories", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "article_comments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    article_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    rev = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_article_comments", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "article_links",
                columns: table => new
                {
                    article_id = table.Column<Guid>(type: "uuid", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    address = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    result = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: true),
                    checked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    broken_since = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_article_links", x => new { x.article_id, x.place });
                });

            migrationBuilder.CreateTable(
                name: "article_versions",
                columns: table => new
                {
                    article_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    content = table.Column<string>(type: "character varying(2000000)", maxLength: 2000000, nullable: false),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    published_by = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    remark = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_article_versions", x => new { x.article_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "article_wordings",
                columns: table => new
                {
                    hash = table.Column<long>(type: "bigint", nullable: false),
                    article_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_article_wordings", x => new { x.hash, x.article_id });
                });

            migrationBuilder.CreateTable(
                name: "articles",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    similar = table.Column<string>(type: "character varying(2000000)", maxLength: 2000000, nullable: false),
                    similar_count = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "character varying(2000000)", maxLength: 2000000, nullable: false),
                    stage = table.Column<int>(type: "integer", nullable: false),
                    is_in_force = table.Column<bool>(type: "boolean", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    category_id = table.Column<Guid>(type: "uuid", nullable: true),
                    tags = table.Column<string>(type: "character varying(621)", maxLength: 621, nullable: false),
                    audience = table.Column<int>(type: "integer", nullable: false),
                    org_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    valid_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    valid_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    writers = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    changed_by = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    review_since = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    rev = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_articles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "keyword_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    org_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    patterns = table.Column<string>(type: "character varying(200000)", maxLength: 200000, nullable: false),
                    answer = table.Column<string>(type: "character varying(200000)", maxLength: 200000, nullable: false),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    fuzzy = table.Column<bool>(type: "boolean", nullable: false),
                    accounts = table.Column<string>(type: "character varying(200000)", maxLength: 200000, nullable: false),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    valid_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    valid_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    changed_by = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    rev = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_keyword_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "keyword_stop_words",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    words = table.Column<string>(type: "character varying(100000)", maxLength: 100000, nullable: false),
                    rev = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_keyword_stop_words", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "knowledge_settings",
                columns: table => new
                {
                    org_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_required = table.Column<bool>(type: "boolean", nullable: true),
                    editors_publish = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_knowledge_settings", x => x.org_unit_id);
                });

            migrationBuilder.CreateTable(
                name: "own_words",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    rev = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_own_words", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "published_articles",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    is_in_force = table.Column<bool>(type: "boolean", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    similar = table.Column<string>(type: "character varying(2000000)", maxLength: 2000000, nullable: false),
                    body = table.Column<string>(type: "character varying(2000000)", maxLength: 2000000, nullable: false),
                    category_id = table.Column<Guid>(type: "uuid", nullable: true),
                    tags = table.Column<string>(type: "character varying(621)", maxLength: 621, nullable: false),
                    audience = table.Column<int>(type: "integer", nullable: false),
                    org_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    accounts = table.Column<string>(type: "character varying(2000000)", maxLength: 2000000, nullable: false),
                    related = table.Column<string>(type: "character varying(2000000)", maxLength: 2000000, nullable: false),
                    valid_from = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    valid_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    content = table.Column<string>(type: "character varying(2000000)", maxLength: 2000000, nullable: false),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    published_by = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_published_articles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "robots",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    url = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    proof = table.Column<int>(type: "integer", nullable: false),
                    secret = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    model = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    prompt = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    timeout = table.Column<int>(type: "integer", nullable: false),
                    min_confidence = table.Column<int>(type: "integer", nullable: false),
                    accounts = table.Column<string>(type: "character varying(200000)", maxLength: 200000, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    rev = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_robots", x => x.id);
                });

            migrationBuilder.InsertData(
                table: "answer_versions",
                columns: new[] { "stock", "version" },
                values: new object[,]
                {
                    { "articles", 0L },
                    { "keywords", 0L },
                    { "robots", 0L },
                    { "words", 0L }
                });

            migrationBuilder.CreateIndex(
                name: "ix_article_categories_parent_id_name",
                table: "article_categories",
                columns: new[] { "parent_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_article_comments_article_id",
                table: "article_comments",
                column: "article_id");

            migrationBuilder.CreateIndex(
                name: "ix_article_links_checked_at",
                table: "article_links",
                column: "checked_at");

            migrationBuilder.CreateIndex(
                name: "ix_article_wordings_article_id",
                table: "article_wordings",
                column: "article_id");

            migrationBuilder.CreateIndex(
                name: "ix_articles_category_id",
                table: "articles",
                column: "category_id");

            migrationBuilder.CreateIndex(
                name: "ix_articles_changed_at",
                table: "articles",
                column: "changed_at");

            migrationBuilder.CreateIndex(
                name: "ix_articles_code",
                table: "articles",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_articles_valid_until",
                table: "articles",
                column: "valid_until");

            migrationBuilder.CreateIndex(
                name: "ix_keyword_rules_org_unit_id",
                table: "keyword_rules",
                column: "org_unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_published_articles_category_id",
                table: "published_articles",
                column: "category_id");

            migrationBuilder.CreateIndex(
                name: "ix_published_articles_version",
                table: "published_articles",
                column: "version");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "answer_versions");

            migrationBuilder.DropTable(
                name: "article_categories");

            migrationBuilder.DropTable(
                name: "article_comments");

            migrationBuilder.DropTable(
                name: "article_links");

            migrationBuilder.DropTable(
                name: "article_versions");

            migrationBuilder.DropTable(
                name: "article_wordings");

            migrationBuilder.DropTable(
                name: "articles");

            migrationBuilder.DropTable(
                name: "keyword_rules");

            migrationBuilder.DropTable(
                name: "keyword_stop_words");

            migrationBuilder.DropTable(
                name: "knowledge_settings");

            migrationBuilder.DropTable(
                name: "own_words");

            migrationBuilder.DropTable(
                name: "published_articles");

            migrationBuilder.DropTable(
                name: "robots");
        }
    }
}
