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
            migrationBuilder.AddColumn<bool>(
                name: "is_aside",
                table: "messages",
                type: "boolean",
                nullable: false,
                defaultValue: false);

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
                name: "chat",
                table: "conversations",
                type: "character varying(4000)",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "speakers",
                columns: table => new
                {
                    thread_id = table.Column<Guid>(type: "uuid", nullable: false),
                    speaker_id = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    contact_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_speakers", x => new { x.thread_id, x.speaker_id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_speakers_contact_id",
                table: "speakers",
                column: "contact_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "speakers");

            migrationBuilder.DropColumn(
                name: "is_aside",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "speaker_id",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "speaker_name",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "chat",
                table: "conversations");
        }
    }
}
