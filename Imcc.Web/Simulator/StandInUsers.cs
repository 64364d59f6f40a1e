using System.Globalization;

namespace Imcc.Web.Simulator;

/// <summary>The followers, tags, black list and codes of the stand-in's accounts, in memory, with WeChat's limits.</summary>
public sealed class StandInUsers
{
    private const int MostTags = 100;
    private const int MostTagsOfOne = 20;
    private const int MostCodes = 5000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Account> _accounts = new(StringComparer.Ordinal);

    /// <summary>A code that was made: what the camera sees.</summary>
    public sealed record Code(string Ticket, string Url, string Scene, bool IsNumber, DateTimeOffset? Until);

    /// <summary>Somebody follows without a telephone here, so that lists are long.</summary>
    public void Add(string appId, string openId)
    {
        lock (_gate)
            Of(appId).Extra.Add(openId);
    }

    public IReadOnlyList<string> Extra(string appId)
    {
        lock (_gate)
            return [.. Of(appId).Extra];
    }

    public (int Code, int Number) MakeTag(string appId, string name)
    {
        lock (_gate)
        {
            var account = Of(appId);
            if (name.Length == 0 || name.Length > 30)
                return (45158, 0);
            if (account.Tags.ContainsValue(name))
                return (45157, 0);
            if (account.Tags.Count >= MostTags)
                return (45056, 0);
            account.Tags[++account.LastTag] = name;
            return (0, account.LastTag);
        }
    }

    public int RenameTag(string appId, int number, string name)
    {
        lock (_gate)
        {
            var account = Of(appId);
            if (number is >= 0 and <= 2)
                return 45058;
            if (!account.Tags.ContainsKey(number))
                return 45159;
            if (name.Length is 0 or > 30)
                return 45158;
            if (account.Tags.Any(t => t.Value == name && t.Key != number))
                return 45157;
            account.Tags[number] = name;
            return 0;
        }
    }

    public int DeleteTag(string appId, int number)
    {
        lock (_gate)
        {
            var account = Of(appId);
            if (number is >= 0 and <= 2)
                return 45058;
            if (!account.Tags.Remove(number))
                return 45159;
            foreach (var worn in account.Worn.Values)
                worn.Remove(number);
            return 0;
        }
    }

    public IReadOnlyList<(int Number, string Name, int Followers)> Tags(string appId)
    {
        lock (_gate)
            return [.. Of(appId).Tags.Select(t => (t.Key, t.Value, Of(appId).Worn.Values.Count(w => w.Contains(t.Key))))];
    }

    /// <returns>Fails: whom it was not done for (45171).</returns>
    public (int Code, IReadOnlyList<string> Fails) Mark(string appId, int number, IReadOnlyList<string> openIds, bool gives, Func<string, bool> isKnown)
    {
        lock (_gate)
        {
            var account = Of(appId);
            if (openIds.Count is 0 or > 50)
                return (40032, []);
            if (!account.Tags.ContainsKey(number))
                return (45159, []);
            if (openIds.Any(o => !isKnown(o)))
                return (40003, []);
            var fails = new List<string>();
            foreach (var openId in openIds)
            {
                var worn = account.Worn.TryGetValue(openId, out var known) ? known : account.Worn[openId] = [];
                if (!gives)
                    worn.Remove(number);
                else if (worn.Count >= MostTagsOfOne && !worn.Contains(number))
                    fails.Add(openId);
                else
                    worn.Add(number);
            }

            return fails.Count == 0 ? (0, []) : fails.Count == openIds.Count ? (45059, []) : (45171, fails);
        }
    }

    public IReadOnlyList<int> Worn(string appId, string openId)
    {
        lock (_gate)
            return Of(appId).Worn.TryGetValue(openId, out var worn) ? [.. worn] : [];
    }

    public IReadOnlyList<string> Wearing(string appId, int number)
    {
        lock (_gate)
            return [.. Of(appId).Worn.Where(w => w.Value.Contains(number)).Select(w => w.Key).Order(StringComparer.Ordinal)];
    }

    public string RemarkOf(string appId, string openId)
    {
        lock (_gate)
            return Of(appId).Remarks.GetValueOrDefault(openId, "");
    }

    public void Remark(string appId, string openId, string remark)
    {
        lock (_gate)
            Of(appId).Remarks[openId] = remark;
    }

    public IReadOnlyList<string> Blocked(string appId)
    {
        lock (_gate)
            return [.. Of(appId).Blocked.Order(StringComparer.Ordinal)];
    }

    public void Block(string appId, IEnumerable<string> openIds, bool isBlocked)
    {
        lock (_gate)
        {
            if (isBlocked)
                Of(appId).Blocked.UnionWith(openIds);
            else
                Of(appId).Blocked.ExceptWith(openIds);
        }
    }

    public Code Make(string appId, string scene, bool isNumber, DateTimeOffset? until)
    {
        lock (_gate)
        {
            var codes = Of(appId).Codes;
            // The same permanent scene is the same code.
            if (until is null && codes.TryGetValue(scene, out var known) && known.Until is null)
                return known;
            if (codes.Count >= MostCodes)
                codes.Remove(codes.Keys.First());
            var number = ++Of(appId).LastCode;
            return codes[scene] = new(
                string.Create(CultureInfo.InvariantCulture, $"gQH+sim/{number}=={Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(scene))}"),
                "http://weixin.qq.com/q/sim" + number.ToString(CultureInfo.InvariantCulture), scene, isNumber, until);
        }
    }

    public IReadOnlyList<Code> Codes(string appId)
    {
        lock (_gate)
            return [.. Of(appId).Codes.Values];
    }

    /// <summary>By what scene a follower came; null: by none.</summary>
    public void Came(string appId, string openId, string? scene)
    {
        lock (_gate)
            Of(appId).Scenes[openId] = scene ?? "";
    }

    /// <summary>Since when somebody follows: since they were first asked for.</summary>
    public DateTimeOffset SinceOf(string appId, string openId, DateTimeOffset now)
    {
        lock (_gate)
            return Of(appId).Since.TryGetValue(openId, out var since) ? since : Of(appId).Since[openId] = now;
    }

    public string SceneOf(string appId, string openId)
    {
        lock (_gate)
            return Of(appId).Scenes.GetValueOrDefault(openId, "");
    }

    private Account Of(string appId) => _accounts.TryGetValue(appId, out var account) ? account : _accounts[appId] = new();

    private sealed class Account
    {
        public Dictionary<int, string> Tags { get; } = [];

        // WeChat keeps the first hundred numbers for itself.
        public int LastTag { get; set; } = 100;

        public Dictionary<string, HashSet<int>> Worn { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> Remarks { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Blocked { get; } = new(StringComparer.Ordinal);

        public SortedSet<string> Extra { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Code> Codes { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> Scenes { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, DateTimeOffset> Since { get; } = new(StringComparer.Ordinal);

        public int LastCode { get; set; }
    }
}
