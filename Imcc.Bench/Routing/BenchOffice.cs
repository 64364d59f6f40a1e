using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Imcc.Bench.Hosting;
using Microsoft.AspNetCore.SignalR.Client;

namespace Imcc.Bench.Routing;

/// <summary>Several hundred agents with desks of their own, made beside the program in its database, and what its rows tell afterwards.</summary>
internal sealed class BenchOffice(ServerProcess server) : IAsyncDisposable
{
    private readonly List<HubConnection> _desks = [];
    private int _hired;

    /// <summary>Copies of agent1, without room for anything yet, in a group that takes without asking.</summary>
    public async Task HireAsync(int count, string group)
    {
        _hired = count;
        await using var directory = await server.DirectoryAsync();
        var groupId = await ScalarAsync(directory, $"SELECT id FROM skill_groups WHERE name = '{group}'");
        await using var transaction = await directory.BeginTransactionAsync();
        var (columns, row) = await RowAsync(directory, transaction, "SELECT * FROM users WHERE user_name = 'agent1'");
        for (var i = 0; i < count; i++)
        {
            var id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddDays(20_000).AddMilliseconds(i));
            var name = "bench" + i.ToString(CultureInfo.InvariantCulture);
            var copy = columns.Zip(row, (column, value) => column switch
            {
                "id" => id,
                "user_name" or "display_name" => name,
                "normalized_user_name" => name.ToUpperInvariant(),
                "email" or "normalized_email" => DBNull.Value,
                _ => value,
            }).ToArray();
            await InsertAsync(directory, transaction, "users", columns, copy);
            await InsertAsync(directory, transaction, "agents", ["id", "capacity"], [id, 0]);
            await InsertAsync(directory, transaction, "agent_skills", ["agent_id", "group_id", "level", "weight"], [id, groupId, 5, 1]);
        }

        await ExecuteAsync(directory, transaction, $"UPDATE skill_groups SET auto_accept = {(directory is Npgsql.NpgsqlConnection ? "true" : "1")} WHERE name = '{group}'");
        await ExecuteAsync(directory, transaction, "UPDATE directory_version SET version = version + 1");
        await transaction.CommitAsync();
        // Nodes look for another version every two seconds.
        await Task.Delay(TimeSpan.FromSeconds(3));
    }

    public async Task SitDownAsync() => await Parallel.ForEachAsync(Enumerable.Range(0, _hired), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancellationToken) =>
    {
        var desk = new HubConnectionBuilder()
            .WithUrl(new Uri(server.Url, $"hubs/agent?agent=bench{i}"), o => o.AccessTokenProvider = () => Task.FromResult<string?>(ServerProcess.ApiKey))
            .Build();
        await desk.StartAsync(cancellationToken);
        await desk.InvokeAsync<JsonElement>("Open", cancellationToken);
        await desk.InvokeAsync<JsonElement>("SetPresence", "Available", cancellationToken);
        lock (_desks)
            _desks.Add(desk);
    });

    public async Task MakeRoomAsync(int capacity)
    {
        await using var directory = await server.DirectoryAsync();
        await ExecuteAsync(directory, null, $"UPDATE agents SET capacity = {capacity}");
        await ExecuteAsync(directory, null, "UPDATE directory_version SET version = version + 1");
    }

    public async Task WaitAsync(string countQuery, int count)
    {
        await using var store = await server.ConversationsAsync();
        for (var looks = 0; Convert.ToInt64(await ScalarAsync(store, countQuery), CultureInfo.InvariantCulture) < count; looks++)
        {
            if (looks > 600)
                throw new TimeoutException($"Not {count} after a minute: {countQuery}");
            await Task.Delay(100);
        }
    }

    /// <summary>When these customers' conversations were accepted, and how long after joining the line they were offered.</summary>
    public async Task<(int Count, TimeSpan Span, Latencies Times)> TakingsAsync(string customers)
    {
        await using var store = await server.ConversationsAsync();
        await using var command = store.CreateCommand();
        // Nobody has analysed the tables yet.
        command.CommandTimeout = 0;
        command.CommandText = "SELECT e.conversation_id, e.kind, e.at FROM conversation_events e JOIN threads t ON t.id = e.thread_id " +
            $"WHERE e.kind IN (2, 3, 4) AND t.external_id LIKE '{customers}%' ORDER BY e.conversation_id, e.revision";
        var joined = new Dictionary<string, DateTime>();
        var times = new Latencies();
        var accepted = new List<DateTime>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var id = reader.GetValue(0).ToString()!;
            var at = reader.GetValue(2) is long ticks ? new DateTime(ticks, DateTimeKind.Utc) : reader.GetDateTime(2);
            switch (reader.GetInt32(1))
            {
                case 2:
                    joined[id] = at;
                    break;
                case 3:
                    times.Add(at - joined[id]);
                    break;
                default:
                    accepted.Add(at);
                    break;
            }
        }

        return (accepted.Count, accepted.Max() - accepted.Min(), times);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var desk in _desks)
            await desk.DisposeAsync();
    }

    private static async Task<object> ScalarAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync() ?? throw new InvalidOperationException("Nothing: " + sql);
    }

    private static async Task<(string[] Columns, object[] Values)> RowAsync(DbConnection connection, DbTransaction transaction, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
            throw new InvalidOperationException("Nothing: " + sql);
        var values = new object[reader.FieldCount];
        reader.GetValues(values);
        return ([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], values);
    }

    private static async Task InsertAsync(DbConnection connection, DbTransaction transaction, string table, string[] columns, object[] values)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => "@p" + i))})";
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@p" + i;
            parameter.Value = values[i];
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync();
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, string sql)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
