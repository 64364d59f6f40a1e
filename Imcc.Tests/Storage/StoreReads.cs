using System.Diagnostics;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Imcc.Tests.Storage;

/// <summary>Counts what is asked of one store's database from now on, whoever else asks others.</summary>
internal sealed class StoreReads : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly string _source;
    private readonly IDisposable _listeners;
    private IDisposable? _commands;
    private int _count;

    public StoreReads(ConversationStore store)
    {
        using (var context = store.Read())
            _source = context.Database.GetDbConnection().ConnectionString;
        _listeners = DiagnosticListener.AllListeners.Subscribe(this);
    }

    public int Count => Volatile.Read(ref _count);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            _commands = value.Subscribe(this, name => name == RelationalEventId.CommandExecuted.Name);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is CommandExecutedEventData { ExecuteMethod: DbCommandMethod.ExecuteReader } executed && executed.Command.Connection?.ConnectionString == _source)
            Interlocked.Increment(ref _count);
    }

    public void OnError(Exception error)
    {
    }

    public void OnCompleted()
    {
    }

    public void Dispose()
    {
        _commands?.Dispose();
        _listeners.Dispose();
    }
}
