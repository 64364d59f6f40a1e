using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imcc.Infrastructure.Storage.Migrations.Directory.PostgreSql
{
    /// <inheritdoc />
    public partial class Reasons : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "nodes",
                table: "reason_versions",
                type: "character varying(4000000)",
                maxLength: 4000000,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "text");

            migrationBuilder.AlterColumn<string>(
                name: "nodes",
                table: "reason_draft",
                type: "character varying(4000000)",
                maxLength: 4000000,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "text");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "nodes",
                table: "reason_versions",
                type: "text",
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(4000000)",
                oldMaxLength: 4000000);

            migrationBuilder.AlterColumn<string>(
                name: "nodes",
                table: "reason_draft",
                type: "text",
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(4000000)",
                oldMaxLength: 4000000);
        }
    }
}
