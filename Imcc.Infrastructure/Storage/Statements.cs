using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Imcc.Infrastructure.Storage;

/// <summary>
/// The SQL of every kind of row change, made once from the model that migrations are made from, so that the two cannot drift apart.
/// Column values go through the model's own conversions.
/// </summary>
internal sealed class Statements(IModel model, DatabaseProvider provider)
{
    private readonly ConcurrentDictionary<(Type Row, ChangeKind Kind, string[]? Columns), Statement> _statements = new();

    public Statement For(RowChange change) =>
        _statements.GetOrAdd((change.Row.GetType(), change.Kind, change.Columns), static (key, self) => self.Make(key.Row, key.Kind, key.Columns), this);

    private Statement Make(Type rowType, ChangeKind kind, string[]? patched)
    {
        var entity = model.FindEntityType(rowType) ?? throw new InvalidOperationException($"{rowType.Name} is no row of this store.");
        var table = Quote(entity.GetTableName()!);
        var key = entity.FindPrimaryKey()!.Properties;
        var written = entity.GetProperties().Where(p => p.ValueGenerated != ValueGenerated.OnAdd).ToArray();
        IProperty[] columns = kind switch
        {
            ChangeKind.Insert or ChangeKind.InsertIfNew => written,
            ChangeKind.Update => [.. written.Where(p => !p.IsPrimaryKey()), .. key],
            ChangeKind.Patch => [.. patched!.Select(name => entity.FindProperty(name)!), .. key],
            _ => [.. key],
        };
        var parameters = columns.Select(p => new StatementColumn(p)).ToArray();
        var names = string.Join(", ", columns.Select(c => Quote(c.GetColumnName())));
        var values = string.Join(", ", columns.Select((_, i) => "@p" + i));
        var assignments = string.Join(", ", columns.Take(columns.Length - key.Count).Select((c, i) => $"{Quote(c.GetColumnName())} = @p{i}"));
        var where = string.Join(" AND ", key.Select((k, i) => $"{Quote(k.GetColumnName())} = @p{columns.Length - key.Count + i}"));
        var sql = kind switch
        {
            ChangeKind.Insert => $"INSERT INTO {table} ({names}) VALUES ({values})",
            ChangeKind.InsertIfNew when provider == DatabaseProvider.SqlServer =>
                $"INSERT INTO {table} ({names}) SELECT {values} WHERE NOT EXISTS (SELECT 1 FROM {table} WITH (UPDLOCK, HOLDLOCK) WHERE {UniqueKey(entity, columns)})",
            ChangeKind.InsertIfNew => $"INSERT INTO {table} ({names}) VALUES ({values}) ON CONFLICT DO NOTHING",
            ChangeKind.Update => $"UPDATE {table} SET {assignments} WHERE {where} AND {Quote("revision")} = @expected",
            // Writing it to itself locks the row until the commit.
            ChangeKind.Require => $"UPDATE {table} SET {Quote("revision")} = {Quote("revision")} WHERE {where} AND {Quote("revision")} = @expected",
            ChangeKind.Patch => $"UPDATE {table} SET {assignments} WHERE {where}",
            ChangeKind.Delete => $"DELETE FROM {table} WHERE {where}",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
        return new Statement(kind, sql, entity.GetTableName()!, parameters, [.. key.Select(k => k.GetColumnName())]);
    }

    private string UniqueKey(IEntityType entity, IProperty[] columns) =>
        string.Join(" AND ", entity.GetIndexes().Single(i => i.IsUnique).Properties
            .Select(p => $"{Quote(p.GetColumnName())} = @p{Array.IndexOf(columns, p)}"));

    private string Quote(string name) => provider == DatabaseProvider.SqlServer ? $"[{name}]" : $"\"{name}\"";
}

/// <summary>One prepared shape of change: its SQL for a single row, and its columns in parameter order, the key last.</summary>
internal sealed record Statement(ChangeKind Kind, string Sql, string Table, StatementColumn[] Columns, string[] Keys)
{
    public int KeyCount => Keys.Length;

    public bool IsFenced => Kind is ChangeKind.Update or ChangeKind.Require;

    public DbCommand Prepare(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = Sql;
        for (var i = 0; i < Columns.Length; i++)
            command.Parameters.Add(Columns[i].Mapping.CreateParameter(command, "@p" + i, null, Columns[i].IsNullable));
        if (IsFenced)
        {
            var expected = command.CreateParameter();
            expected.ParameterName = "@expected";
            expected.Value = 0L;
            command.Parameters.Add(expected);
        }

        if (connection is Microsoft.Data.SqlClient.SqlConnection)
        {
            // Its client wants the size of everything before it prepares, and would cut what is longer than it guessed.
            foreach (DbParameter parameter in command.Parameters)
            {
                if (parameter.DbType is System.Data.DbType.String)
                    parameter.Size = -1;
            }
        }
        else
        {
            command.Prepare();
        }

        return command;
    }

    public void Bind(DbCommand command, RowChange change)
    {
        for (var i = 0; i < Columns.Length; i++)
            command.Parameters[i].Value = Columns[i].Read(change.Row) ?? DBNull.Value;
        if (IsFenced)
            command.Parameters[Columns.Length].Value = change.ExpectedRevision;
    }
}

internal sealed class StatementColumn(IProperty property)
{
    private readonly IClrPropertyGetter _getter = property.GetGetter();

    public string Name { get; } = property.GetColumnName();

    public RelationalTypeMapping Mapping { get; } = property.GetRelationalTypeMapping();

    public bool IsNullable { get; } = property.IsNullable;

    /// <summary>The value as the database takes it.</summary>
    public object? Read(object row)
    {
        var value = _getter.GetClrValue(row);
        if (value is null)
            return null;
        // A mapping of a nullable enum converts the enum.
        if (Mapping.Converter is { } converter)
            return converter.ConvertToProvider(value);
        return value is Enum e ? Convert.ToInt32(e, System.Globalization.CultureInfo.InvariantCulture) : value;
    }
}
