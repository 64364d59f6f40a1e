using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Imcc.Web.Simulator;

/// <summary>
/// A stand-in of WeChat's server for demo and tests: tokens, reply windows, quotas, media and faults as its documents say, and what each
/// follower reads. In memory and bounded: beyond the limits the longest unused is forgotten.
/// </summary>
public sealed class WeChatStandIn(TimeProvider time)
{
    /// <summary>The <c>ApiBase</c> of a demo account: calls to this host reach the stand-in of the same process, over real HTTP.</summary>
    public const string ApiBase = "http://wechat.simulator";

    private const int MaxFollowers = 2000;
    private const int MaxTokens = 1000;
    private const int MaxMedia = 200;
    private const long MaxMediaBytes = 64L * 1024 * 1024;
    private const int MaxFaults = 50;
    private const int MaxQuotas = 500;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string AppId, string OpenId), StandInFollower> _followers = [];
    private readonly Dictionary<string, IssuedToken> _tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _secrets = new(StringComparer.Ordinal);
    private readonly Dictionary<(string AppId, string Path), int> _calls = [];
    private readonly LinkedList<StandInMedia> _media = new();
    private readonly List<StandInFault> _faults = [];
    private long _lastMessageId;
    private long _uses;

    /// <summary>Something changed on this follower's telephone. Called outside the lock; must not block.</summary>
    public event Action<StandInFollower>? Changed;

    /// <summary>Followers, tags, black lists and QR codes.</summary>
    public StandInUsers Users { get; } = new();

    /// <summary>Refuse OpenIDs that nobody here has made (40003).</summary>
    public bool KnowsAllFollowers { get; set; }

    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(2);

    public DateTimeOffset Now => time.GetUtcNow();

    public StandInMenus Menus { get; } = new();

    public StandInTemplates Templates { get; } = new();

    public StandInCalls CallsRefused { get; } = new(time);

    /// <summary>Whether what became of a template is told by the webhook.</summary>
    public bool TellsResults { get; set; } = true;

    /// <summary>From now on only this secret gets tokens for the account.</summary>
    public void SetSecret(string appId, string secret)
    {
        lock (_gate)
            _secrets[appId] = secret;
    }

    /// <returns>0 and a token, or WeChat's error.</returns>
    public (int Code, string Token, int ExpiresIn) IssueToken(string appId, string secret, bool isStable, bool force)
    {
        lock (_gate)
        {
            if (appId.Length == 0)
                return (41002, "", 0);
            if (secret.Length == 0)
                return (41004, "", 0);
            if (_secrets.TryGetValue(appId, out var expected) && expected != secret)
                return (40125, "", 0);
            var now = Now;
            Count_NeedsLock(appId, isStable ? "/cgi-bin/stable_token" : "/cgi-bin/token");
            var current = isStable ? _tokens.FirstOrDefault(t => t.Value is { IsStable: true } issued && issued.AppId == appId && issued.Until > now) : default;
            if (current.Key is not null && !force)
                return (0, current.Key, (int)(current.Value.Until - now).TotalSeconds);
            if (current.Key is not null)
                _tokens[current.Key] = current.Value with { Until = now, IsReplaced = true };
            foreach (var old in _tokens.Where(t => t.Value.Until < now.AddHours(-1)).Select(t => t.Key).ToList())
                _tokens.Remove(old);
            if (_tokens.Count >= MaxTokens)
                _tokens.Remove(_tokens.MinBy(t => t.Value.Until).Key);
            var token = "90_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(40));
            _tokens[token] = new IssuedToken(appId, now + TokenLifetime, isStable);
            return (0, token, (int)TokenLifetime.TotalSeconds);
        }
    }

    /// <summary>All tokens of the account end now, as if their time were over.</summary>
    public void ExpireTokens(string appId)
    {
        lock (_gate)
        {
            foreach (var token in _tokens.Where(t => t.Value.AppId == appId).Select(t => t.Key).ToList())
                _tokens[token] = _tokens[token] with { Until = Now };
        }
    }

    /// <returns>0, 40001, 41001 or 42001.</returns>
    public int CheckToken(string token, out string appId)
    {
        lock (_gate)
        {
            appId = "";
            if (token.Length == 0)
                return 41001;
            if (!_tokens.TryGetValue(token, out var issued) || issued.IsReplaced)
                return 40001;
            appId = issued.AppId;
            return issued.Until > Now ? 0 : 42001;
        }
    }

    public void Count(string appId, string path)
    {
        lock (_gate)
            Count_NeedsLock(appId, path);
    }

    /// <summary>How often each interface was called.</summary>
    public IReadOnlyDictionary<string, int> Calls(string appId)
    {
        lock (_gate)
            return _calls.Where(c => c.Key.AppId == appId).ToDictionary(c => c.Key.Path, c => c.Value);
    }

    public void ClearQuota(string appId)
    {
        lock (_gate)
        {
            foreach (var key in _calls.Keys.Where(k => k.AppId == appId).ToList())
                _calls.Remove(key);
        }
    }

    /// <summary>A follower with a telephone here.</summary>
    public StandInFollower Enrol(string appId, string openId, string name)
    {
        lock (_gate)
        {
            var follower = Follower_NeedsLock(appId, openId);
            follower.IsOurs = true;
            if (name.Length > 0)
                follower.Name = name;
            return follower;
        }
    }

    /// <summary>From now on the follower's account belongs to an open platform, where they have this UnionID.</summary>
    public void Bind(string appId, string openId, string unionId)
    {
        lock (_gate)
            Follower_NeedsLock(appId, openId).UnionId = unionId;
    }

    public StandInFollower? Find(string appId, string openId)
    {
        lock (_gate)
            return _followers.GetValueOrDefault((appId, openId));
    }

    public IReadOnlyList<StandInFollower> Followers(string appId)
    {
        lock (_gate)
            return [.. _followers.Values.Where(f => f.AppId == appId && f.IsOurs)];
    }

    public IReadOnlyList<StandInEntry> Entries(StandInFollower follower, long afterSeq = 0)
    {
        lock (_gate)
            return follower.Since_NeedsLock(afterSeq);
    }

    public (IReadOnlyList<StandInWindow> Windows, bool IsTyping) State(StandInFollower follower)
    {
        lock (_gate)
            return (follower.Windows_NeedsLock(Now), follower.TypingUntil > Now);
    }

    /// <summary>The follower did something, so that the account may write for a while.</summary>
    public void Did(StandInFollower follower, StandInTrigger trigger)
    {
        lock (_gate)
        {
            follower.TouchedAt = Now;
            if (trigger == StandInTrigger.Follow)
                follower.IsFollowing = true;
            follower.Open_NeedsLock(trigger, Now);
        }

        Changed?.Invoke(follower);
    }

    public void Unfollowed(StandInFollower follower)
    {
        lock (_gate)
            follower.IsFollowing = false;
        Changed?.Invoke(follower);
    }

    public void Show(StandInFollower follower, StandInEntry entry)
    {
        lock (_gate)
        {
            follower.TouchedAt = Now;
            if (entry.Side == "account")
                follower.TypingUntil = null;
            follower.Add_NeedsLock(entry);
        }

        Changed?.Invoke(follower);
    }

    /// <returns>0 when the follower reads it now; or WeChat's error.</returns>
    public int Deliver(string appId, string openId, StandInEntry entry)
    {
        StandInFollower? follower;
        lock (_gate)
        {
            if (openId.Length is 0 or > 128 || (KnowsAllFollowers && !_followers.ContainsKey((appId, openId))))
                return 40003;
            follower = Follower_NeedsLock(appId, openId);
            if (follower.Spend_NeedsLock(Now) is var code and not 0)
                return code;
            follower.TypingUntil = null;
            follower.Add_NeedsLock(entry);
        }

        Changed?.Invoke(follower);
        return 0;
    }

    /// <summary>Delivers what needs no window: a template, a notice.</summary>
    /// <param name="clientId">The sender's own id of it: of two with the same one the first is shown; empty: none.</param>
    /// <returns>0, or WeChat's error; and whether the follower reads it now.</returns>
    public (int Code, bool IsNew) Notify(string appId, string openId, StandInEntry entry, string clientId)
    {
        StandInFollower? follower;
        lock (_gate)
        {
            if (openId.Length is 0 or > 128 || (KnowsAllFollowers && !_followers.ContainsKey((appId, openId))))
                return (40003, false);
            follower = Follower_NeedsLock(appId, openId);
            if (!follower.IsFollowing)
                return (43004, false);
            if (!follower.IsFirst_NeedsLock(clientId))
                return (0, false);
            if (follower.RefusesTemplates)
                return (0, true);
            follower.Add_NeedsLock(entry);
        }

        Changed?.Invoke(follower);
        return (0, true);
    }

    /// <summary>What WeChat would post to the account's webhook about a message that it took before. Called outside the lock; must not block.</summary>
    public event Action<StandInReport>? Reported;

    public void Report(StandInReport report) => Reported?.Invoke(report);

    /// <returns>0, 45080 (nobody has written lately), 45081 (already shown).</returns>
    public int Type(string appId, string openId, bool isTyping)
    {
        StandInFollower? follower;
        lock (_gate)
        {
            if (!_followers.TryGetValue((appId, openId), out follower))
                return KnowsAllFollowers ? 40003 : 0;
            var now = Now;
            if (isTyping && follower.TypingUntil > now)
                return 45081;
            if (isTyping && follower.IsOurs && now - follower.TouchedAt > TimeSpan.FromSeconds(30))
                return 45080;
            follower.TypingUntil = isTyping ? now.AddSeconds(15) : null;
        }

        Changed?.Invoke(follower);
        return 0;
    }

    public StandInMedia Keep(byte[] content, string contentType, string name, string kind)
    {
        var media = new StandInMedia("sim" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)), content, contentType, name, kind);
        lock (_gate)
        {
            _media.AddLast(media);
            while (_media.Count > MaxMedia || (_media.Count > 1 && _media.Sum(m => (long)m.Content.Length) > MaxMediaBytes))
                _media.RemoveFirst();
        }

        return media;
    }

    public StandInMedia? Media(string id)
    {
        lock (_gate)
            return _media.FirstOrDefault(m => m.Id == id);
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
            _faults.Clear();
    }

    public IReadOnlyList<StandInFault> Faults()
    {
        lock (_gate)
            return [.. _faults];
    }

    /// <summary>The account that a token was given to; empty: nobody's, or none.</summary>
    public string AppOf(string accessToken)
    {
        lock (_gate)
            return _tokens.TryGetValue(accessToken, out var issued) ? issued.AppId : "";
    }

    /// <summary>The fault that this call of an account is to meet, if any; it counts as met.</summary>
    public StandInFault? TakeFault(string path, string appId)
    {
        lock (_gate)
        {
            var at = _faults.FindIndex(f => path.Contains(f.Path, StringComparison.OrdinalIgnoreCase) && (f.AppId.Length == 0 || f.AppId == appId));
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

    /// <summary>A message id as WeChat makes them: longer than a double can hold.</summary>
    public string NextMessageId()
    {
        lock (_gate)
        {
            _lastMessageId = Math.Max(_lastMessageId + 1, 24_000_000_000_000_000 + Now.ToUnixTimeMilliseconds() * 1000);
            return _lastMessageId.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>An OpenID that is the same for the same account and name, so that a demo's people come back after a restart.</summary>
    public static string OpenIdOf(string appId, string name) =>
        "o" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(appId + "\n" + name)))[..27].Replace('+', '-').Replace('/', '_');

    private void Count_NeedsLock(string appId, string path)
    {
        if (_calls.Count < MaxQuotas || _calls.ContainsKey((appId, path)))
            _calls[(appId, path)] = _calls.GetValueOrDefault((appId, path)) + 1;
    }

    private StandInFollower Follower_NeedsLock(string appId, string openId)
    {
        if (!_followers.TryGetValue((appId, openId), out var follower))
        {
            if (_followers.Count >= MaxFollowers)
            {
                var oldest = _followers.Values.MinBy(f => (f.IsOurs, f.LastUse))!;
                _followers.Remove((oldest.AppId, oldest.OpenId));
            }

            _followers[(appId, openId)] = follower = new StandInFollower(appId, openId) { TouchedAt = Now };
        }

        follower.LastUse = ++_uses;
        return follower;
    }

    private sealed record IssuedToken(string AppId, DateTimeOffset Until, bool IsStable)
    {
        public bool IsReplaced { get; init; }
    }
}
