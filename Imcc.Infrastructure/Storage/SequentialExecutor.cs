using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Data.SqlClient;

namespace Imcc.Infrastructure.Storage;

/// <summary>One prepared statement a row, one after another: the fastest way into SQLite, where a statement is a function call, and a correct one into SQL Server.</summary>
internal sealed class SequentialExecutor(Statements statements, Func<DbConnection> connect) : IBatchExecutor
{
    private readonly Dictionary<Statement, DbCommand> _commands = [];
    private DbConnection? _connection;

    public ValueTask<WriteOutcome[]?> TryCommitAsync(IReadOnlyList<WriteUnit> units)
    {
        try
        {
            using var transaction = Begin();
            var outcomes = new WriteOutcome[units.Count];
            for (var i = 0; i < units.Count; i++)
            {
                outcomes[i] = Write(units[i], transaction);
                if (outcomes[i] == WriteOutcome.Stale)
                {
                    transaction.Rollback();
                    return new((WriteOutcome[]?)null);
                }
            }

            transaction.Commit();
            return new(outcomes);
        }
        catch (DbException e) when (e.IsUniqueViolation())
        {
            return new((WriteOutcome[]?)null);
        }
        catch (DbException)
        {
            Drop();
            throw;
        }
    }

    public ValueTask<WriteOutcome> CommitAsync(WriteUnit unit)
    {
        try
        {
            using var transaction = Begin();
            var outcome = Write(unit, transaction);
            if (outcome == WriteOutcome.Stale)
                transaction.Rollback();
            else
                transaction.Commit();
            return new(outcome);
        }
        catch (DbException e) when (e.IsUniqueViolation())
        {
            return new(e.IsPlaceTaken() ? WriteOutcome.Stale : WriteOutcome.Duplicate);
        }
        catch (DbException)
        {
            Drop();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        Drop();
        return ValueTask.CompletedTask;
    }

    private WriteOutcome Write(WriteUnit unit, DbTransaction transaction)
    {
        foreach (var change in unit.Changes)
        {
            var statement = statements.For(change);
            if (!_commands.TryGetValue(statement, out var command))
                _commands[statement] = command = statement.Prepare(_connection!);
            command.Transaction = transaction;
            statement.Bind(command, change);
            var rows = command.ExecuteNonQuery();
            if (rows == 0 && statement.IsFenced)
                return WriteOutcome.Stale;
            if (rows == 0 && statement.Kind == ChangeKind.InsertIfNew)
                return WriteOutcome.Duplicate;
        }

        return WriteOutcome.Committed;
    }

    private DbTransaction Begin()
    {
        if (_connection is null)
        {
            _connection = connect();
            _connection.Open();
        }

        // SQLite: take the write lock at once, or two writers that both began by reading would deadlock.
        return _connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: false) : _connection.BeginTransaction(IsolationLevel.ReadCommitted);
    }

    private void Drop()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        _commands.Clear();
        _connection?.Dispose();
        _connection = null;
    }
}

internal static class DatabaseErrors
{
    /// <summary>The one place where the servers' words for "there is such a row already" are known.</summary>
    public static bool IsUniqueViolation(this DbException e) => e switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 1555 or 2067,
        Npgsql.PostgresException postgres => postgres.SqlState == Npgsql.PostgresErrorCodes.UniqueViolation,
        SqlException sql => sql.Number is 2601 or 2627,
        _ => false,
    };

    /// <summary>Not the same row again, but another one at its place in the thread: the writer had read too early.</summary>
    public static bool IsPlaceTaken(this DbException e) => e switch
    {
        SqliteException sqlite => sqlite.Message.Contains("messages.seq", StringComparison.Ordinal),
        Npgsql.PostgresException postgres => postgres.ConstraintName?.EndsWith("thread_id_seq", StringComparison.Ordinal) == true,
        SqlException sql => sql.Message.Contains("thread_id_seq", StringComparison.Ordinal),
        _ => false,
    };
}
