using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imcc.Infrastructure.Storage.Migrations.Directory.Sqlite
{
    /// <inheritdoc />
    public partial class Desk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "survey",
                table: "skill_groups",
                type: "TEXT",
                maxLength: 4000,
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<string>(
                name: "targets",
                table: "skill_groups",
                type: "TEXT",
                maxLength: 500,
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.CreateTable(
                name: "privacy_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    rules = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    rev = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_privacy_rules", x => x.id);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "privacy_rules");

            migrationBuilder.DropColumn(
                name: "survey",
                table: "skill_groups");

            migrationBuilder.DropColumn(
                name: "targets",
                table: "skill_groups");
        }
    }
}
