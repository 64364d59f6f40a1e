using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imcc.Infrastructure.Storage.Migrations.Directory.Sqlite
{
    /// <inheritdoc />
    public partial class Routing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "calendar_id",
                table: "skill_groups",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "line",
                table: "skill_groups",
                type: "TEXT",
                maxLength: 8000,
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<bool>(
                name: "pick_by_hand",
                table: "skill_groups",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "strategy",
                table: "skill_groups",
                type: "TEXT",
                maxLength: 1000,
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<string>(
                name: "times",
                table: "skill_groups",
                type: "TEXT",
                maxLength: 2000,
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<int>(
                name: "units",
                table: "skill_groups",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "vip_tier",
                table: "channel_accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "customer_tags",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    vip_tier = table.Column<int>(type: "INTEGER", nullable: false),
                    colour = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    rev = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_tags", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "opening_calendars",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    org_unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    time_zone = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    week = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    special_days = table.Column<string>(type: "TEXT", maxLength: 400000, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    rev = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_opening_calendars", x => x.id);
                    table.ForeignKey(
                        name: "fk_opening_calendars_org_units_org_unit_id",
                        column: x => x.org_unit_id,
                        principalTable: "org_units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "presence_reasons",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    presence = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    limit_minutes = table.Column<int>(type: "INTEGER", nullable: true),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    rev = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_presence_reasons", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "vip_tiers",
                columns: table => new
                {
                    tier = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    bonus_seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    slope_percent = table.Column<int>(type: "INTEGER", nullable: false),
                    is_urgent = table.Column<bool>(type: "INTEGER", nullable: false),
                    rev = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vip_tiers", x => x.tier);
                });

            migrationBuilder.CreateIndex(
                name: "ix_skill_groups_calendar_id",
                table: "skill_groups",
                column: "calendar_id");

            migrationBuilder.CreateIndex(
                name: "ix_customer_tags_name",
                table: "customer_tags",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_opening_calendars_name",
                table: "opening_calendars",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_opening_calendars_org_unit_id",
                table: "opening_calendars",
                column: "org_unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_presence_reasons_name",
                table: "presence_reasons",
                column: "name",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_skill_groups_opening_calendars_calendar_id",
                table: "skill_groups",
                column: "calendar_id",
                principalTable: "opening_calendars",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_skill_groups_opening_calendars_calendar_id",
                table: "skill_groups");

            migrationBuilder.DropTable(
                name: "customer_tags");

            migrationBuilder.DropTable(
                name: "opening_calendars");

            migrationBuilder.DropTable(
                name: "presence_reasons");

            migrationBuilder.DropTable(
                name: "vip_tiers");

            migrationBuilder.DropIndex(
                name: "ix_skill_groups_calendar_id",
                table: "skill_groups");

            migrationBuilder.DropColumn(
                name: "calendar_id",
                table: "skill_groups");

            migrationBuilder.DropColumn(
                name: "line",
                table: "skill_groups");

            migrationBuilder.DropColumn(
                name: "pick_by_hand",
                table: "skill_groups");

            migrationBuilder.DropColumn(
                name: "strategy",
                table: "skill_groups");

            migrationBuilder.DropColumn(
                name: "times",
                table: "skill_groups");

            migrationBuilder.DropColumn(
                name: "units",
                table: "skill_groups");

            migrationBuilder.DropColumn(
                name: "vip_tier",
                table: "channel_accounts");
        }
    }
}
