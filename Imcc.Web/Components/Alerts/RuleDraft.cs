using Imcc.Core.Alerts;
using Imcc.Web.Components.Exports;

namespace Imcc.Web.Components.Alerts;

/// <summary>An alert rule as it is edited.</summary>
public sealed class RuleDraft
{
    public required Guid Id { get; init; }

    /// <summary>0: not saved yet.</summary>
    public long Rev { get; init; }

    public string Name { get; set; } = "";

    public bool Enabled { get; set; } = true;

    public AlertKind Kind { get; set; } = AlertKind.Wait;

    public HashSet<Guid> Groups { get; init; } = [];

    public HashSet<Guid> Accounts { get; init; } = [];

    public int Limit { get; set; } = 120;

    public int? Clear { get; set; }

    public WordSides Sides { get; set; } = WordSides.All;

    public int Least { get; set; } = 10;

    /// <summary>In minutes.</summary>
    public int Window { get; set; } = 30;

    /// <summary>In seconds.</summary>
    public int For { get; set; } = 30;

    /// <summary>In minutes.</summary>
    public int CoolDown { get; set; } = 10;

    public bool OnScreen { get; set; } = true;

    public string Mails { get; set; } = "";

    public string Webhook { get; set; } = "";

    public static RuleDraft Of(AlertRule r, long rev) => new()
    {
        Id = r.Id, Rev = rev, Name = r.Name, Enabled = r.Enabled, Kind = r.Kind, Groups = [.. r.Groups], Accounts = [.. r.Accounts], Limit = r.Limit, Clear = r.Clear, Sides = r.Sides, Least = r.Least, Window = (int)r.Window.TotalMinutes,
        For = (int)r.For.TotalSeconds, CoolDown = (int)r.CoolDown.TotalMinutes, OnScreen = r.OnScreen, Mails = string.Join('\n', r.Mails), Webhook = r.Webhook,
    };

    /// <summary>Another kind has other figures: those that are usual for it.</summary>
    public void Choose(AlertKind kind)
    {
        (Kind, Clear) = (kind, null);
        (Limit, For, Window) = kind switch
        {
            AlertKind.Wait => (120, 30, Window),
            AlertKind.Waiting => (10, 60, Window),
            AlertKind.ServiceLevel => (80, 300, 30),
            AlertKind.Silence => (180, 0, Window),
            AlertKind.Survey => (2, 0, 60),
            AlertKind.Deliveries => (5, 0, 15),
            _ => (1, 0, 60),
        };
    }

    public void Toggle(HashSet<Guid> chosen, Guid id)
    {
        if (!chosen.Remove(id))
            chosen.Add(id);
    }

    public AlertRule ToRule() => new()
    {
        Id = Id, Name = Name, OrgUnitId = Guid.Empty, Enabled = Enabled, Kind = Kind, Groups = [.. Groups.Order()], Accounts = [.. Accounts.Order()], Limit = Limit, Clear = Clear, Sides = Sides, Least = Least, Window = TimeSpan.FromMinutes(Window),
        For = TimeSpan.FromSeconds(For), CoolDown = TimeSpan.FromMinutes(CoolDown), OnScreen = OnScreen, Mails = [.. AddressList.Of(Mails)], Webhook = Webhook.Trim(),
    };
}
