using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Imcc.Infrastructure.Storage.Migrations.Directory.SqlServer
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
                    stock = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_answer_versions", x => x.stock);
                });

            migrationBuilder.CreateTable(
                name: "keyword_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    org_unit_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    patterns = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    answer = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    priority = table.Column<int>(type: "int", nullable: false),
                    fuzzy = table.Column<bool>(type: "bit", nullable: false),
                    accounts = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    enabled = table.Column<bool>(type: "bit", nullable: false),
                    valid_from = table.Column<DateTime>(type: "datetime2", nullable: true),
                    valid_until = table.Column<DateTime>(type: "datetime2", nullable: true),
                    created_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    changed_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    changed_by = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
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
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    words = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    rev = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_keyword_stop_words", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "robots",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    name = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    enabled = table.Column<bool>(type: "bit", nullable: false),
                    position = table.Column<int>(type: "int", nullable: false),
                    url = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    proof = table.Column<int>(type: "int", nullable: false),
                    secret = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    model = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    prompt = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    timeout = table.Column<int>(type: "int", nullable: false),
                    min_confidence = table.Column<int>(type: "int", nullable: false),
                    accounts = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    created_at = table.Column<DateTime>(type: "datetime2", nullable: false),
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
                name: "ix_keyword_rules_org_unit_id",
                table: "keyword_rules",
                column: "org_unit_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "answer_versions");

            migrationBuilder.DropTable(
                name: "keyword_rules");

            migrationBuilder.DropTable(
                name: "keyword_stop_words");

            migrationBuilder.DropTable(
                name: "robots");
        }
    }
}
