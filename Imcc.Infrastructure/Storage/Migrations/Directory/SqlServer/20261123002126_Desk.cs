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
