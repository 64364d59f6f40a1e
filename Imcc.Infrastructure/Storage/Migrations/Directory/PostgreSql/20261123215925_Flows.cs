using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imcc.Infrastructure.Storage.Migrations.Directory.PostgreSql
{
    /// <inheritdoc />
    public partial class Flows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "flow_versions",
                columns: table => new
                {
                    flow_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    accounts = table.Column<string>(type: "character varying(200000)", maxLength: 200000, nullable: false),
                    content = table.Column<string>(type: "character varying(1000000)", maxLength: 1000000, nullable: false),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    published_by = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_flow_versions", x => new { x.flow_id, x.version });
                });

            migrationBuilder.CreateTable(
                name: "flows",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    org_unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    accounts = table.Column<string>(type: "character varying(200000)", maxLength: 200000, nullable: false),
                    draft = table.Column<string>(type: "character varying(1000000)", maxLength: 1000000, nullable: false),
                    last_version = table.Column<long>(type: "bigint", nullable: false),
                    in_force = table.Column<long>(type: "bigint", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    changed_by = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    rev = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_flows", x => x.id);
                });

            migrationBuilder.InsertData(
                table: "answer_versions",
                columns: new[] { "stock", "version" },
                values: new object[] { "flows", 0L });

            migrationBuilder.CreateIndex(
                name: "ix_flows_key",
                table: "flows",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_flows_org_unit_id",
                table: "flows",
                column: "org_unit_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "flow_versions");

            migrationBuilder.DropTable(
                name: "flows");

            migrationBuilder.DeleteData(
                table: "answer_versions",
                keyColumn: "stock",
                keyValue: "flows");
        }
    }
}
