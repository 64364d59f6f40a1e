using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Imcc.Web.Simulator;

/// <summary>
/// A stand-in of QQ's server for demo and tests: tokens, windows, numbers, review, files and faults as its pages say, and what is read in each talk. In memory and
/// bounded: beyond the limits the oldest is forgotten.
/// </summary>
public sealed class QqStandIn(TimeProvider time)
{
    /// <summary>Calls to this host reach the stand-in of the same process, over real HTTP.</summary>
    public const string ApiBase = "http://qq.simulator";

    private const int MaxChats = 500;
    private const int MaxFaults = 50;
    private const int MaxCalls = 500;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string AppId, string Address), QqChat> _chats = [];
    private readonly Dictionary<string, (string Token, DateTimeOffset Until, string? Former)> _tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _secrets = new(StringComparer.Ordinal);
    private readonly Dictionary<(string AppId, string Path), int> _calls = [];
    private readonly List<StandInFault> _faults = [];
    private readonly List<QqReview> _reviews = [];
    private readonly List<(string Id, int Code)> _taps = [];
    private long _lastId;

    /// <summary>Something changed in this talk. Called outside the lock; must not block.</summary>
    public event Action<QqChat>? Changed;

    public DateTimeOffset Now => time.GetUtcNow();

    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(2);

    /// <summary>How many of the next messages wait for a review.</summary>
    public int ToReview { get; set; }

    public QqStandInFiles Files { get; } = new();

    /// <summary>From now on only this secret gets tokens for the bot.</summary>
    public void SetSecret(string appId, string secret)
    {
        lock (_gate)
            _secrets[appId] = secret;
    }

    /// <returns>0 and a token, or QQ's error.</returns>
    public (int Code, string Token, int ExpiresIn) IssueToken(string appId, string secret)
    {
        lock (_gate)
        {
            Count_NeedsLock(appId, "/app/getAppAccessToken");
            if (appId.Length == 0)
                return (100007, "", 0);
            if (secret.Length == 0 || (_secrets.TryGetValue(appId, out var expected) && expected != secret))
                return (100016, "", 0);
            var now = Now;
            // The same one, until a minute before its end.
            if (_tokens.TryGetValue(appId, out var current) && current.Until - now > TimeSpan.FromSeconds(60))
                return (0, current.Token, (int)(current.Until - now).TotalSeconds);
            var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
            _tokens[appId] = (token, now + TokenLifetime, current.Until > now ? current.Token : null);
            return (0, token, (int)TokenLifetime.TotalSeconds);
        }
    }

    /// <returns>The bot whose token it is; null: nobody's.</returns>
    public string? BotOf(string token)
    {
        lock (_gate)
            return _tokens.FirstOrDefault(t => token.Length > 0 && ((t.Value.Token == token && t.Value.Until > Now) || t.Value.Former == token)).Key;
    }

    public void ExpireTokens(string appId)
    {
        lock (_gate)
            _tokens.Remove(appId);
    }

    public void Count(string appId, string path)
    {
        lock (_gate)
            Count_NeedsLock(appId, path);
    }

    public IReadOnlyDictionary<string, int> Calls(string appId)
    {
        lock (_gate)
            return _calls.Where(c => c.Key.AppId == appId).ToDictionary(c => c.Key.Path, c => c.Value);
    }

    public QqChat Enrol(string appId, string address, string name = "")
    {
        lock (_gate)
        {
            if (!_chats.TryGetValue((appId, address), out var chat))
            {
                if (_chats.Count >= MaxChats)
                    _chats.Remove(_chats.First().Key);
                _chats[(appId, address)] = chat = new QqChat(appId, address);
            }

            if (name.Length > 0)
                chat.Name = name;
            return chat;
        }
    }

    public QqChat? Find(string appId, string address)
    {
        lock (_gate)
            return _chats.GetValueOrDefault((appId, address));
    }

    public IReadOnlyList<QqChat> Chats(string appId)
    {
        lock (_gate)
            return [.. _chats.Values.Where(c => c.AppId == appId)];
    }

    public IReadOnlyList<QqEntry> Entries(QqChat chat, long afterSeq = 0)
    {
        lock (_gate)
            return chat.Since_NeedsLock(afterSeq);
    }

    public (int Left, DateTimeOffset Until)? Window(QqChat chat)
    {
        lock (_gate)
            return chat.Window_NeedsLock(Now);
    }

    public bool IsTyping(QqChat chat) => chat.TypingUntil > Now;

    /// <summary>Somebody said or did something that the bot may answer under this id.</summary>
    public void Heard(QqChat chat, string id)
    {
        lock (_gate)
            chat.Heard_NeedsLock(id, Now);
    }

    public void Show(QqChat chat, QqEntry entry)
    {
        lock (_gate)
        {
            if (entry.Side == "account")
                chat.TypingUntil = null;
            chat.Add_NeedsLock(entry);
        }

        Changed?.Invoke(chat);
    }

    public void Change(QqChat chat, Action<QqChat> change)
    {
        lock (_gate)
            change(chat);
        Changed?.Invoke(chat);
    }

    /// <param name="answers">The id that it names; empty: none.</param>
    /// <param name="entry">Null: it only shows that somebody types.</param>
    /// <returns>0 and the message's id; or QQ's error; 304023 and the id of a review.</returns>
    public (int Code, string Id) Deliver(QqChat chat, string answers, int seq, QqEntry? entry)
    {
        string id;
        lock (_gate)
        {
            var code = answers.Length > 0 ? chat.Answer_NeedsLock(answers, seq, Now) : entry is null ? 0 : chat.Speak_NeedsLock(Now);
            if (code != 0)
                return (code, "");
            id = NextId_NeedsLock();
            if (entry is null)
            {
                chat.TypingUntil = Now.AddSeconds(10);
            }
            else if (ToReview > 0)
            {
                ToReview--;
                _reviews.Add(new QqReview("audit-" + id, chat, entry with { Id = id, Via = answers.Length > 0 ? "passive" : "proactive" }));
                return (304023, "audit-" + id);
            }
            else
            {
                chat.TypingUntil = null;
                chat.Add_NeedsLock(entry with { Id = id, Via = answers.Length > 0 ? "passive" : "proactive" });
            }
        }

        Changed?.Invoke(chat);
        return (0, id);
    }

    /// <returns>The review; null: there is none such. Let through, its message is read now.</returns>
    public QqReview? Decide(string auditId, bool isPassed)
    {
        QqReview? review;
        lock (_gate)
        {
            review = _reviews.Find(r => r.Id == auditId);
            if (review is null || !_reviews.Remove(review))
                return null;
            if (isPassed)
                review.Chat.Add_NeedsLock(review.Entry);
        }

        Changed?.Invoke(review.Chat);
        return review;
    }

    public IReadOnlyList<QqReview> Reviews()
    {
        lock (_gate)
            return [.. _reviews];
    }

    /// <returns>0, or QQ's error.</returns>
    public int Recall(QqChat chat, string id)
    {
        int code;
        lock (_gate)
            code = chat.Recall_NeedsLock(id, Now);
        if (code == 0)
            Changed?.Invoke(chat);
        return code;
    }

    /// <summary>A tapped button was acknowledged.</summary>
    public void Acknowledge(string interactionId, int code)
    {
        lock (_gate)
        {
            _taps.Add((interactionId, code));
            if (_taps.Count > MaxFaults)
                _taps.RemoveAt(0);
        }
    }

    public IReadOnlyList<(string Id, int Code)> Acknowledged()
    {
        lock (_gate)
            return [.. _taps];
    }

    public void Inject(StandInFault fault)
    {
        lock (_gate)
        {
            if (_faults.Count < MaxFaults)
                _faults.Add(fault);
        }
    }

    public void ClearFaults()
    {
        lock (_gate)
        {
            _faults.Clear();
            ToReview = 0;
        }
    }

    public IReadOnlyList<StandInFault> Faults()
    {
        lock (_gate)
            return [.. _faults];
    }

    /// <summary>The fault that this call is to meet, if any; it counts as met.</summary>
    public StandInFault? TakeFault(string path)
    {
        lock (_gate)
        {
            var at = _faults.FindIndex(f => path.Contains(f.Path, StringComparison.OrdinalIgnoreCase));
            if (at < 0)
                return null;
            var fault = _faults[at];
            if (fault.Times <= 1)
                _faults.RemoveAt(at);
            else
                _faults[at] = fault with { Times = fault.Times - 1 };
            return fault;
        }
    }

    public string NextId()
    {
        lock (_gate)
            return NextId_NeedsLock();
    }

    /// <summary>An openid that is the same for the same bot and name, so that a demo's people come back after a restart.</summary>
    public static string OpenIdOf(string appId, string name) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(appId + "\n" + name)))[..32];

    private string NextId_NeedsLock() =>
        "ROBOT1.0_" + (_lastId = Math.Max(_lastId + 1, Now.ToUnixTimeMilliseconds() * 1000)).ToString(CultureInfo.InvariantCulture) + "!!";

    private void Count_NeedsLock(string appId, string path)
    {
        if (_calls.Count < MaxCalls || _calls.ContainsKey((appId, path)))
            _calls[(appId, path)] = _calls.GetValueOrDefault((appId, path)) + 1;
    }
}

/// <summary>A message that waits for QQ's own people.</summary>
public sealed record QqReview(string Id, QqChat Chat, QqEntry Entry);
