using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imcc.Infrastructure.Storage.Migrations.Directory.SqlServer
{
    /// <inheritdoc />
    public partial class Desk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "reasons",
                table: "skill_groups",
                type: "nvarchar(4000)",
                maxLength: 4000,
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<string>(
                name: "survey",
                table: "skill_groups",
                type: "nvarchar(4000)",
                maxLength: 4000,
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<string>(
                name: "targets",
                table: "skill_groups",
                type: "nvarchar(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.CreateTable(
                name: "privacy_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    rules = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    rev = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_privacy_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reason_draft",
                columns: table => new
                {
                    id = table.Column<int>(type: "int", nullable: false),
                    nodes = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    rev = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    changed_by = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reason_draft", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reason_versions",
                columns: table => new
                {
                    number = table.Column<int>(type: "int", nullable: false),
                    nodes = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    node_count = table.Column<int>(type: "int", nullable: false),
                    remark = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    published_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    published_by = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reason_versions", x => x.number);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "privacy_rules");

            migrationBuilder.DropTable(
                name: "reason_draft");

            migrationBuilder.DropTable(
                name: "reason_versions");

            migrationBuilder.DropColumn(
                name: "reasons",
                table: "skill_groups");

            migrationBuilder.DropColumn(
                name: "survey",
                table: "skill_groups");

            migrationBuilder.DropColumn(
                name: "targets",
                table: "skill_groups");
        }
    }
}
