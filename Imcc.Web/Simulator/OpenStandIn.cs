namespace Imcc.Web.Simulator;

/// <summary>Another system behind an open channel, in this process's memory: its customers, what was said, and what its webhook was asked.</summary>
internal sealed class OpenStandIn(TimeProvider time)
{
    private const int MostCustomers = 100;
    private const int MostEntries = 300;
    private const int MostCalls = 50;
    private const int MostSeen = 2000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Account, string Customer), List<OpenStandInEntry>> _entries = [];
    private readonly Dictionary<(string Account, string Customer), DateTimeOffset> _typing = [];
    private readonly List<OpenStandInCall> _calls = [];
    private readonly Queue<int> _faults = new();
    private readonly HashSet<string> _seen = [];
    private long _last;

    public event Action? Changed;

    public DateTimeOffset Now => time.GetUtcNow();

    public void Enrol(string account, string customer)
    {
        lock (_lock)
            EntriesOf_NeedsLock(account, customer);
    }

    public IReadOnlyList<string> Customers(string account)
    {
        lock (_lock)
            return [.. _entries.Keys.Where(k => k.Account == account).Select(k => k.Customer)];
    }

    public void Say(string account, string customer, OpenStandInEntry entry)
    {
        lock (_lock)
        {
            var entries = EntriesOf_NeedsLock(account, customer);
            if (entries.Count == MostEntries)
                entries.RemoveAt(0);
            entries.Add(entry with { Seq = ++_last });
            _typing.Remove((account, customer));
        }

        Changed?.Invoke();
    }

    /// <summary>A message was taken back: it is gone, and something new tells so.</summary>
    public void Forget(string account, string customer, string messageId)
    {
        lock (_lock)
        {
            var entries = EntriesOf_NeedsLock(account, customer);
            entries.RemoveAll(e => e.MessageId == messageId);
            entries.Add(new(Now, "note", "recall", "", MessageId: messageId) { Seq = ++_last });
        }

        Changed?.Invoke();
    }

    public void Typing(string account, string customer, bool isTyping)
    {
        lock (_lock)
        {
            if (isTyping)
                _typing[(account, customer)] = Now.AddSeconds(15);
            else
                _typing.Remove((account, customer));
        }

        Changed?.Invoke();
    }

    public (IReadOnlyList<OpenStandInEntry> Entries, bool IsTyping) Look(string account, string customer, long after)
    {
        lock (_lock)
            return ([.. EntriesOf_NeedsLock(account, customer).Where(e => e.Seq > after)], _typing.TryGetValue((account, customer), out var until) && until > Now);
    }

    /// <returns>False: it was heard before.</returns>
    public bool IsNew(string webhookId)
    {
        lock (_lock)
        {
            if (_seen.Count >= MostSeen)
                _seen.Clear();
            return _seen.Add(webhookId);
        }
    }

    public void Fail(int status, int times)
    {
        lock (_lock)
        {
            for (var i = 0; i < times; i++)
                _faults.Enqueue(status);
        }

        Changed?.Invoke();
    }

    public void ClearFaults()
    {
        lock (_lock)
            _faults.Clear();
        Changed?.Invoke();
    }

    /// <returns>The status to refuse with; 0: none.</returns>
    public int NextFault()
    {
        lock (_lock)
            return _faults.TryDequeue(out var status) ? status : 0;
    }

    public (IReadOnlyList<OpenStandInCall> Calls, IReadOnlyList<int> Faults) Webhook(string account)
    {
        lock (_lock)
            return ([.. _calls.Where(c => c.Account == account).Reverse()], [.. _faults]);
    }

    public void Note(OpenStandInCall call)
    {
        lock (_lock)
        {
            if (_calls.Count == MostCalls)
                _calls.RemoveAt(0);
            _calls.Add(call);
        }

        Changed?.Invoke();
    }

    private List<OpenStandInEntry> EntriesOf_NeedsLock(string account, string customer)
    {
        if (_entries.TryGetValue((account, customer), out var known))
            return known;
        if (_entries.Count >= MostCustomers)
            _entries.Remove(_entries.Keys.First());
        return _entries[(account, customer)] = [];
    }
}

/// <param name="Side">me, agent, system or note.</param>
/// <param name="Url">Of a file, a link or a picture.</param>
internal sealed record OpenStandInEntry(DateTimeOffset At, string Side, string Kind, string Text, string? Url = null, string? MessageId = null)
{
    public long Seq { get; init; }
}

/// <summary>One request to the stand-in's webhook.</summary>
internal sealed record OpenStandInCall(string Account, DateTimeOffset At, string Type, string Id, int Status, bool IsRepeated);
