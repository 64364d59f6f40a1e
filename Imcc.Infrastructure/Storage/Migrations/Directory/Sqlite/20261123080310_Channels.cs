using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imcc.Infrastructure.Storage.Migrations.Directory.Sqlite
{
    /// <inheritdoc />
    public partial class Channels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "follower_jobs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    cursor = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    total = table.Column<int>(type: "INTEGER", nullable: false),
                    handled = table.Column<int>(type: "INTEGER", nullable: false),
                    changed = table.Column<int>(type: "INTEGER", nullable: false),
                    last_error = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    not_before = table.Column<DateTime>(type: "TEXT", nullable: false),
                    leased_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    finished_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_follower_jobs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notice_secret",
                columns: table => new
                {
                    slot = table.Column<int>(type: "INTEGER", nullable: false),
                    @sealed = table.Column<string>(name: "sealed", type: "TEXT", maxLength: 2000, nullable: false),
                    previous_sealed = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_secret", x => x.slot);
                });

            migrationBuilder.CreateTable(
                name: "qr_codes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    org_unit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    scene = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    campaign = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    group_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    agent_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    welcome = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    connects_at_once = table.Column<bool>(type: "INTEGER", nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    lives_for = table.Column<int>(type: "INTEGER", nullable: true),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ticket = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    url = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    not_before = table.Column<DateTime>(type: "TEXT", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    last_error = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    rev = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_qr_codes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "wechat_menus",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    is_default = table.Column<bool>(type: "INTEGER", nullable: false),
                    tag_id = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    platform = table.Column<int>(type: "INTEGER", nullable: false),
                    buttons = table.Column<string>(type: "TEXT", maxLength: 80000, nullable: false),
                    menu_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    rev = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wechat_menus", x => x.id);
                    table.ForeignKey(
                        name: "fk_wechat_menus_channel_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "channel_accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "wechat_tags",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    tag_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wechat_tags", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "wechat_templates",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    template_id = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    words = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    example = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    industry = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    is_subscription = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_hidden = table.Column<bool>(type: "INTEGER", nullable: false),
                    read_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wechat_templates", x => new { x.account_id, x.template_id });
                    table.ForeignKey(
                        name: "fk_wechat_templates_channel_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "channel_accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "wechat_menu_versions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    menu_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    buttons = table.Column<string>(type: "TEXT", maxLength: 80000, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wechat_menu_versions", x => x.id);
                    table.ForeignKey(
                        name: "fk_wechat_menu_versions_wechat_menus_menu_id",
                        column: x => x.menu_id,
                        principalTable: "wechat_menus",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_follower_jobs_account_id",
                table: "follower_jobs",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_qr_codes_account_id_scene",
                table: "qr_codes",
                columns: new[] { "account_id", "scene" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_qr_codes_not_before",
                table: "qr_codes",
                column: "not_before",
                filter: "not_before IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_wechat_menu_versions_menu_id_number",
                table: "wechat_menu_versions",
                columns: new[] { "menu_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_wechat_menus_account_id",
                table: "wechat_menus",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_wechat_tags_account_id_number",
                table: "wechat_tags",
                columns: new[] { "account_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_wechat_tags_account_id_tag_id",
                table: "wechat_tags",
                columns: new[] { "account_id", "tag_id" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "follower_jobs");

            migrationBuilder.DropTable(
                name: "notice_secret");

            migrationBuilder.DropTable(
                name: "qr_codes");

            migrationBuilder.DropTable(
                name: "wechat_menu_versions");

            migrationBuilder.DropTable(
                name: "wechat_tags");

            migrationBuilder.DropTable(
                name: "wechat_templates");

            migrationBuilder.DropTable(
                name: "wechat_menus");
        }
    }
}
