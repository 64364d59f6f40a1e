using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imcc.Infrastructure.Storage.Migrations.Directory.Sqlite
{
    /// <inheritdoc />
    public partial class Supervision : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "alert_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    org_unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    settings = table.Column<string>(type: "TEXT", maxLength: 16000, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    rev = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_rules", x => x.id);
                    table.ForeignKey(
                        name: "fk_alert_rules_org_units_org_unit_id",
                        column: x => x.org_unit_id,
                        principalTable: "org_units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "board_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    rules = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    rev = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_board_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "follow_up_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    org_unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    limit = table.Column<int>(type: "INTEGER", nullable: false),
                    assignee_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    due_hours = table.Column<int>(type: "INTEGER", nullable: false),
                    since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    rev = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_follow_up_rules", x => x.id);
                    table.ForeignKey(
                        name: "fk_follow_up_rules_org_units_org_unit_id",
                        column: x => x.org_unit_id,
                        principalTable: "org_units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "quality_forms",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    org_unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    draft = table.Column<string>(type: "TEXT", maxLength: 10000000, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    rev = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quality_forms", x => x.id);
                    table.ForeignKey(
                        name: "fk_quality_forms_org_units_org_unit_id",
                        column: x => x.org_unit_id,
                        principalTable: "org_units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "report_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    rules = table.Column<string>(type: "TEXT", maxLength: 16000, nullable: false),
                    rev = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "report_views",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    owner_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    query = table.Column<string>(type: "TEXT", maxLength: 3000, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_views", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "schedule_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    rules = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    rev = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_schedule_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "shift_kinds",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    org_unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    hours = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    rev = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shift_kinds", x => x.id);
                    table.ForeignKey(
                        name: "fk_shift_kinds_org_units_org_unit_id",
                        column: x => x.org_unit_id,
                        principalTable: "org_units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "staff_needs",
                columns: table => new
                {
                    group_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    needs = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    rev = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_needs", x => new { x.group_id, x.day });
                });

            migrationBuilder.CreateTable(
                name: "supervision_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    rules = table.Column<string>(type: "TEXT", maxLength: 12000, nullable: false),
                    rev = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supervision_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "quality_form_versions",
                columns: table => new
                {
                    form_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    content = table.Column<string>(type: "TEXT", maxLength: 10000000, nullable: false),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    published_by = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quality_form_versions", x => new { x.form_id, x.number });
                    table.ForeignKey(
                        name: "fk_quality_form_versions_quality_forms_form_id",
                        column: x => x.form_id,
                        principalTable: "quality_forms",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sampling_plans",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    org_unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    form_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    settings = table.Column<string>(type: "TEXT", maxLength: 100000, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    rev = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sampling_plans", x => x.id);
                    table.ForeignKey(
                        name: "fk_sampling_plans_org_units_org_unit_id",
                        column: x => x.org_unit_id,
                        principalTable: "org_units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_sampling_plans_quality_forms_form_id",
                        column: x => x.form_id,
                        principalTable: "quality_forms",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "shift_days",
                columns: table => new
                {
                    agent_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    kind_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    published_kind_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    published = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    rev = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shift_days", x => new { x.agent_id, x.day });
                    table.ForeignKey(
                        name: "fk_shift_days_shift_kinds_kind_id",
                        column: x => x.kind_id,
                        principalTable: "shift_kinds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_alert_rules_name",
                table: "alert_rules",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_alert_rules_org_unit_id",
                table: "alert_rules",
                column: "org_unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_follow_up_rules_org_unit_id",
                table: "follow_up_rules",
                column: "org_unit_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_quality_forms_name",
                table: "quality_forms",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_quality_forms_org_unit_id",
                table: "quality_forms",
                column: "org_unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_report_views_owner_id_name",
                table: "report_views",
                columns: new[] { "owner_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sampling_plans_form_id",
                table: "sampling_plans",
                column: "form_id");

            migrationBuilder.CreateIndex(
                name: "ix_sampling_plans_name",
                table: "sampling_plans",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sampling_plans_org_unit_id",
                table: "sampling_plans",
                column: "org_unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_shift_days_day",
                table: "shift_days",
                column: "day");

            migrationBuilder.CreateIndex(
                name: "ix_shift_days_kind_id",
                table: "shift_days",
                column: "kind_id");

            migrationBuilder.CreateIndex(
                name: "ix_shift_kinds_org_unit_id_name",
                table: "shift_kinds",
                columns: new[] { "org_unit_id", "name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alert_rules");

            migrationBuilder.DropTable(
                name: "board_rules");

            migrationBuilder.DropTable(
                name: "follow_up_rules");

            migrationBuilder.DropTable(
                name: "quality_form_versions");

            migrationBuilder.DropTable(
                name: "report_rules");

            migrationBuilder.DropTable(
                name: "report_views");

            migrationBuilder.DropTable(
                name: "sampling_plans");

            migrationBuilder.DropTable(
                name: "schedule_rules");

            migrationBuilder.DropTable(
                name: "shift_days");

            migrationBuilder.DropTable(
                name: "staff_needs");

            migrationBuilder.DropTable(
                name: "supervision_rules");

            migrationBuilder.DropTable(
                name: "quality_forms");

            migrationBuilder.DropTable(
                name: "shift_kinds");
        }
    }
}
