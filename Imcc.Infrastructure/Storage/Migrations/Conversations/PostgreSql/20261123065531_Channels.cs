using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imcc.Infrastructure.Storage.Migrations.Conversations.PostgreSql
{
    /// <inheritdoc />
    public partial class Channels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "speaker_id",
                table: "messages",
                type: "character varying(128)",
                maxLength: 128,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "speaker_name",
                table: "messages",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "block_reason",
                table: "contacts",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "blocked_at",
                table: "contacts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "follow_scene",
                table: "contacts",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "last_scene",
                table: "contacts",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "last_scene_at",
                table: "contacts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "follower_changes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    thread_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    aspect = table.Column<int>(type: "integer", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    not_before = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_follower_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "followers",
                columns: table => new
                {
                    thread_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_following = table.Column<bool>(type: "boolean", nullable: false),
                    subscribed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    subscribe_scene = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    qr_scene = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    remark = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    tag_ids = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    is_blacklisted = table.Column<bool>(type: "boolean", nullable: false),
                    told_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_followers", x => x.thread_id);
                });

            migrationBuilder.CreateTable(
                name: "qr_scans",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    thread_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    scene = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_qr_scans", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "union_changes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    thread_id = table.Column<Guid>(type: "uuid", nullable: false),
                    old_union_id = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    new_union_id = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_union_changes", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_contacts_blocked_at",
                table: "contacts",
                column: "blocked_at",
                filter: "blocked_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_follower_changes_not_before",
                table: "follower_changes",
                column: "not_before",
                filter: "not_before IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_follower_changes_thread_id",
                table: "follower_changes",
                column: "thread_id");

            migrationBuilder.CreateIndex(
                name: "IX_followers_account_id",
                table: "followers",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "IX_qr_scans_account_id_scene_day",
                table: "qr_scans",
                columns: new[] { "account_id", "scene", "day" });

            migrationBuilder.CreateIndex(
                name: "IX_union_changes_old_union_id",
                table: "union_changes",
                column: "old_union_id");

            migrationBuilder.CreateIndex(
                name: "IX_union_changes_thread_id",
                table: "union_changes",
                column: "thread_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "follower_changes");

            migrationBuilder.DropTable(
                name: "followers");

            migrationBuilder.DropTable(
                name: "qr_scans");

            migrationBuilder.DropTable(
                name: "union_changes");

            migrationBuilder.DropIndex(
                name: "IX_contacts_blocked_at",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "speaker_id",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "speaker_name",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "block_reason",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "blocked_at",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "follow_scene",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "last_scene",
                table: "contacts");

            migrationBuilder.DropColumn(
                name: "last_scene_at",
                table: "contacts");
        }
    }
}
