using System.Data.Common;
using Npgsql;

namespace Imcc.Infrastructure.Storage;

/// <summary>
/// All rows of one shape in one statement over arrays (unnest), all statements of a batch in one round trip: PostgreSQL charges by
/// the statement and the round trip, not by the row.
/// </summary>
internal sealed class PostgreSqlExecutor(Statements statements, NpgsqlDataSource source) : IBatchExecutor
{
    private readonly Dictionary<Statement, string> _sql = [];
    private NpgsqlConnection? _connection;

    public ValueTask<WriteOutcome[]?> TryCommitAsync(IReadOnlyList<WriteUnit> units) => WriteAsync(units);

    public async ValueTask<WriteOutcome> CommitAsync(WriteUnit unit)
    {
        try
        {
            var outcomes = await WriteAsync([unit], throwOnUnique: true);
            return outcomes?[0] ?? WriteOutcome.Stale;
        }
        catch (DbException e) when (e.IsUniqueViolation())
        {
            return e.IsPlaceTaken() ? WriteOutcome.Stale : WriteOutcome.Duplicate;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
            await connection.DisposeAsync();
        _connection = null;
    }

    private async ValueTask<WriteOutcome[]?> WriteAsync(IReadOnlyList<WriteUnit> units, bool throwOnUnique = false)
    {
        // Two fenced changes of one row in one batch (two writers of one conversation) count as one row written: the batch is then
        // replayed one by one, and the second writer is told that it is stale.
        var shapes = new List<(Statement Statement, List<(int Unit, RowChange Change)> Rows)>();
        var index = new Dictionary<Statement, int>();
        for (var i = 0; i < units.Count; i++)
        {
            foreach (var change in units[i].Changes)
            {
                var statement = statements.For(change);
                if (!index.TryGetValue(statement, out var at))
                {
                    index[statement] = at = shapes.Count;
                    shapes.Add((statement, []));
                }

                // Many units may require the same row: it is looked at once.
                if (change.Kind != ChangeKind.Require || !shapes[at].Rows.Exists(r => r.Change.ExpectedRevision == change.ExpectedRevision && r.Change.Row.Equals(change.Row)))
                    shapes[at].Rows.Add((i, change));
            }
        }

        try
        {
            _connection ??= await source.OpenConnectionAsync();
            await using var transaction = await _connection.BeginTransactionAsync();
            await using var batch = new NpgsqlBatch(_connection, transaction);
            foreach (var (statement, rows) in shapes)
                batch.BatchCommands.Add(Command(statement, rows));
            var outcomes = new WriteOutcome[units.Count];
            await using (var reader = await batch.ExecuteReaderAsync())
            {
                for (var s = 0; s < shapes.Count; s++)
                {
                    var (statement, rows) = shapes[s];
                    if (statement.Kind == ChangeKind.InsertIfNew)
                    {
                        foreach (var (unit, _) in rows)
                            outcomes[unit] = WriteOutcome.Duplicate;
                        while (await reader.ReadAsync())
                            outcomes[rows[(int)reader.GetInt64(0) - 1].Unit] = WriteOutcome.Committed;
                        await reader.NextResultAsync();
                    }
                }
            }

            for (var s = 0; s < shapes.Count; s++)
            {
                if (shapes[s].Statement.IsFenced && batch.BatchCommands[s].RecordsAffected != shapes[s].Rows.Count)
                {
                    await transaction.RollbackAsync();
                    return null;
                }
            }

            await transaction.CommitAsync();
            return outcomes;
        }
        catch (DbException e) when (e.IsUniqueViolation() && !throwOnUnique)
        {
            return null;
        }
        catch (Exception e) when (e is not PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Whatever it was, the connection's state is unknown: the next batch gets a new one.
            await DisposeAsync();
            throw;
        }
    }

    private NpgsqlBatchCommand Command(Statement statement, List<(int Unit, RowChange Change)> rows)
    {
        if (!_sql.TryGetValue(statement, out var sql))
            _sql[statement] = sql = Sql(statement);
        var command = new NpgsqlBatchCommand(sql);
        foreach (var column in statement.Columns)
        {
            var values = new object?[rows.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = column.Read(rows[i].Change.Row);
            command.Parameters.Add(new NpgsqlParameter { Value = Typed(column, values) });
        }

        if (statement.IsFenced)
        {
            var expected = new long[rows.Count];
            for (var i = 0; i < expected.Length; i++)
                expected[i] = rows[i].Change.ExpectedRevision;
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = expected });
        }

        return command;
    }

    private static string Sql(Statement statement)
    {
        var names = statement.Columns.Select(c => $"\"{c.Name}\"").ToArray();
        var arrays = string.Join(", ", statement.Columns.Select((c, i) => $"${i + 1}::{Bare(c.Mapping.StoreType)}[]"));
        var all = string.Join(", ", names);
        var keyed = string.Join(" AND ", names[^statement.KeyCount..].Select(n => $"t.{n} = u.{n}"));
        var set = string.Join(", ", names[..^statement.KeyCount].Select(n => $"{n} = u.{n}"));
        var table = $"\"{statement.Table}\"";
        return statement.Kind switch
        {
            ChangeKind.Insert => $"INSERT INTO {table} ({all}) SELECT * FROM unnest({arrays})",
            // What was inserted is told by its place in the arrays; two equal keys in one batch: the first wins.
            ChangeKind.InsertIfNew =>
                $"WITH u AS (SELECT * FROM unnest({arrays}) WITH ORDINALITY AS u({all}, ordinal)), " +
                $"i AS (INSERT INTO {table} ({all}) SELECT {all} FROM u ORDER BY ordinal ON CONFLICT DO NOTHING RETURNING {string.Join(", ", IdentityOf(statement))}) " +
                $"SELECT MIN(u.ordinal) FROM i JOIN u ON {string.Join(" AND ", IdentityOf(statement).Select(n => $"i.{n} = u.{n}"))} GROUP BY {string.Join(", ", IdentityOf(statement).Select(n => "u." + n))}",
            ChangeKind.Update =>
                $"UPDATE {table} AS t SET {set} FROM unnest({arrays}, ${names.Length + 1}::bigint[]) AS u({all}, expected) WHERE {keyed} AND t.\"revision\" = u.expected",
            ChangeKind.Require =>
                $"UPDATE {table} AS t SET \"revision\" = t.\"revision\" FROM unnest({arrays}, ${names.Length + 1}::bigint[]) AS u({all}, expected) WHERE {keyed} AND t.\"revision\" = u.expected",
            ChangeKind.Patch => $"UPDATE {table} AS t SET {set} FROM unnest({arrays}) AS u({all}) WHERE {keyed}",
            ChangeKind.Delete => $"DELETE FROM {table} AS t USING unnest({arrays}) AS u({all}) WHERE {keyed}",
            _ => throw new ArgumentOutOfRangeException(nameof(statement), statement.Kind, null),
        };
    }

    /// <summary>The columns by which an inserted row is told from a skipped one: the message's own id where there is one (the ledger's key is given by the database), else the key.</summary>
    private static IEnumerable<string> IdentityOf(Statement statement) =>
        (statement.Columns.Any(c => c.Name == "message_id") ? ["message_id"] : statement.Keys).Select(n => $"\"{n}\"");

    private static string Bare(string storeType)
    {
        var parenthesis = storeType.IndexOf('(', StringComparison.Ordinal);
        return parenthesis < 0 ? storeType : storeType[..parenthesis];
    }

    private static Array Typed(StatementColumn column, object?[] values) => Bare(column.Mapping.StoreType) switch
    {
        "uuid" => Of<Guid>(column, values),
        "bigint" => Of<long>(column, values),
        "integer" => Of<int>(column, values),
        "boolean" => Of<bool>(column, values),
        "double precision" => Of<double>(column, values),
        "timestamp with time zone" => Of<DateTime>(column, values, v => ((DateTimeOffset)v).UtcDateTime),
        "text" or "character varying" => Array.ConvertAll(values, v => (string?)v),
        "bytea" => Array.ConvertAll(values, v => (byte[]?)v),
        var other => throw new InvalidOperationException($"No array is known for {other} ({column.Name})."),
    };

    private static Array Of<T>(StatementColumn column, object?[] values, Func<object, T>? convert = null)
        where T : struct
    {
        T Cast(object value) => convert is null ? (T)value : convert(value);
        return column.IsNullable
            ? Array.ConvertAll(values, v => v is null ? default(T?) : Cast(v))
            : Array.ConvertAll(values, v => Cast(v!));
    }
}
