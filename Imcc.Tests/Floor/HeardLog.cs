using Microsoft.Extensions.Logging;

namespace Imcc.Tests.Floor;

/// <summary>Keeps what is logged at Warning and above.</summary>
internal sealed class HeardLog<T> : ILogger<T>
{
    public List<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            Lines.Add($"{logLevel} {formatter(state, exception)} {exception?.GetType().Name}");
    }
}
