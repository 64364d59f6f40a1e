using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Imcc.Infrastructure.Storage;

/// <summary>Columns, keys and indexes are called as a person types them into psql: lower case with underscores, on all providers.</summary>
internal static partial class DirectoryNaming
{
    public static void UseSnakeCase(this ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            var table = entity.GetTableName()!;
            foreach (var property in entity.GetProperties())
                property.SetColumnName(Snake(property.Name));
            foreach (var key in entity.GetKeys())
                key.SetName((key.IsPrimaryKey() ? "pk_" : "ak_") + table);
            foreach (var key in entity.GetForeignKeys())
                key.SetConstraintName($"fk_{table}_{key.PrincipalEntityType.GetTableName()}_{string.Join('_', key.Properties.Select(p => Snake(p.Name)))}");
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName($"ix_{table}_{string.Join('_', index.Properties.Select(p => Snake(p.Name)))}");
        }
    }

    private static string Snake(string name) => Boundary().Replace(name, "_").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Boundary();
}

/// <summary>Times are stored as UTC without an offset: sortable on SQLite, <c>timestamptz</c> on PostgreSQL.</summary>
internal sealed class UtcTimeConverter() : ValueConverter<DateTimeOffset, DateTime>(
    time => time.UtcDateTime,
    stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
