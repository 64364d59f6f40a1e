using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imcc.Infrastructure.Storage.Migrations.Directory.SqlServer
{
    /// <inheritdoc />
    public partial class Channels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "settings",
                table: "channel_accounts",
                type: "nvarchar(max)",
                maxLength: 20000,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "nvarchar(2000)",
                oldMaxLength: 2000);

            migrationBuilder.AlterColumn<string>(
                name: "secrets",
                table: "channel_accounts",
                type: "nvarchar(max)",
                maxLength: 40000,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "nvarchar(4000)",
                oldMaxLength: 4000,
                oldNullable: true);

            migrationBuilder.CreateTable(
                name: "follower_jobs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    account_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    state = table.Column<int>(type: "int", nullable: false),
                    cursor = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    total = table.Column<int>(type: "int", nullable: false),
                    handled = table.Column<int>(type: "int", nullable: false),
                    changed = table.Column<int>(type: "int", nullable: false),
                    last_error = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    attempts = table.Column<int>(type: "int", nullable: false),
                    not_before = table.Column<DateTime>(type: "datetime2", nullable: false),
                    leased_until = table.Column<DateTime>(type: "datetime2", nullable: true),
                    created_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    finished_at = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_follower_jobs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notice_secret",
                columns: table => new
                {
                    slot = table.Column<int>(type: "int", nullable: false),
                    @sealed = table.Column<string>(name: "sealed", type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    previous_sealed = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true),
                    changed_at = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_secret", x => x.slot);
                });

            migrationBuilder.CreateTable(
                name: "qr_codes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    account_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    org_unit_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    kind = table.Column<int>(type: "int", nullable: false),
                    scene = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    campaign = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    group_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    agent_id = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    welcome = table.Column<string>(type: "nvarchar(600)", maxLength: 600, nullable: false),
                    connects_at_once = table.Column<bool>(type: "bit", nullable: false),
                    enabled = table.Column<bool>(type: "bit", nullable: false),
                    lives_for = table.Column<int>(type: "int", nullable: true),
                    expires_at = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ticket = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: false),
                    url = table.Column<string>(type: "nvarchar(512)", maxLength: 512, nullable: false),
                    not_before = table.Column<DateTime>(type: "datetime2", nullable: true),
                    attempts = table.Column<int>(type: "int", nullable: false),
                    last_error = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    rev = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_qr_codes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "wechat_menus",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    account_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    name = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    is_default = table.Column<bool>(type: "bit", nullable: false),
                    tag_id = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    platform = table.Column<int>(type: "int", nullable: false),
                    buttons = table.Column<string>(type: "nvarchar(max)", maxLength: 80000, nullable: false),
                    menu_id = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    published_at = table.Column<DateTime>(type: "datetime2", nullable: true),
                    created_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    changed_at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    rev = table.Column<long>(type: "bigint", nullable: false)
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
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    account_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    tag_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    number = table.Column<int>(type: "int", nullable: false),
                    created_at = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wechat_tags", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "wechat_templates",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    template_id = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false),
                    title = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    words = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    example = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    industry = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    is_subscription = table.Column<bool>(type: "bit", nullable: false),
                    is_hidden = table.Column<bool>(type: "bit", nullable: false),
                    read_at = table.Column<DateTime>(type: "datetime2", nullable: false)
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
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    menu_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    number = table.Column<int>(type: "int", nullable: false),
                    buttons = table.Column<string>(type: "nvarchar(max)", maxLength: 80000, nullable: false),
                    at = table.Column<DateTime>(type: "datetime2", nullable: false),
                    by = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false),
                    published_at = table.Column<DateTime>(type: "datetime2", nullable: true)
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

            migrationBuilder.AlterColumn<string>(
                name: "settings",
                table: "channel_accounts",
                type: "nvarchar(2000)",
                maxLength: 2000,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "nvarchar(max)",
                oldMaxLength: 20000);

            migrationBuilder.AlterColumn<string>(
                name: "secrets",
                table: "channel_accounts",
                type: "nvarchar(4000)",
                maxLength: 4000,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "nvarchar(max)",
                oldMaxLength: 40000,
                oldNullable: true);
        }
    }
}
