using Imcc.Core.Board;
using Imcc.Core.Reporting;
using Imcc.Web.Components.Reports;
using Microsoft.AspNetCore.WebUtilities;

namespace Imcc.Web.Components.Board;

/// <summary>What the live board shows, as its address says it: whoever is given the address sees the same.</summary>
/// <param name="Open">What the drawer shows.</param>
/// <param name="Figure">What is listed, or reckoned out.</param>
/// <param name="Group">Whose; of agents: only its members. Null: all.</param>
/// <param name="Agent">Whose conversations are listed.</param>
/// <param name="State">Only agents who are doing this.</param>
public sealed record BoardAddress(BoardDrawer Open = BoardDrawer.None, BoardFigure? Figure = null, Guid? Group = null, Guid? Agent = null, BoardAgentState? State = null)
{
    public const string Page = "/board";
    public const string Wall = "/wall";

    public string Url
    {
        get
        {
            var asked = new List<string>();
            if (Open != BoardDrawer.None)
                asked.Add("open=" + Open);
            if (Figure is { } figure)
                asked.Add("n=" + figure);
            if (Group is { } group)
                asked.Add("group=" + group);
            if (Agent is { } agent)
                asked.Add("agent=" + agent);
            if (State is { } state)
                asked.Add("state=" + state);
            return asked.Count == 0 ? Page : $"{Page}?{string.Join('&', asked)}";
        }
    }

    /// <summary>The conversations that a number counts.</summary>
    public static string List(BoardFigure figure, Guid groupId) => new BoardAddress(BoardDrawer.List, figure, groupId == Guid.Empty ? null : groupId).Url;

    /// <summary>Agents of a group who are doing something.</summary>
    public static string Agents(Guid groupId, BoardAgentState? state) => new BoardAddress(Group: groupId == Guid.Empty ? null : groupId, State: state).Url;

    /// <summary>The report that a day's figure is of.</summary>
    /// <param name="preset">A report's key.</param>
    /// <param name="groupId">Empty: all groups.</param>
    /// <param name="agent">Whose; null: everybody's, hour by hour.</param>
    public static string Report(string preset, DateOnly day, Guid groupId, Guid? agent = null) => new ReportAddress
    {
        Preset = ReportPreset.Find(preset),
        From = day,
        To = day,
        Interval = ReportInterval.Hour,
        Rows = agent is null ? ReportDimension.Time : ReportDimension.Agent,
        Group = groupId == Guid.Empty ? null : groupId,
        Agent = agent,
    }.Url;

    /// <param name="groupId">Empty: all groups.</param>
    public static string WallOf(Guid groupId) => groupId == Guid.Empty ? Wall : $"{Wall}/{groupId}";

    /// <param name="url">The whole address.</param>
    public static BoardAddress Read(string url)
    {
        var asked = QueryHelpers.ParseQuery(new Uri(url).Query);
        return new(EnumOf<BoardDrawer>("open") ?? BoardDrawer.None, EnumOf<BoardFigure>("n"), IdOf("group"), IdOf("agent"), EnumOf<BoardAgentState>("state"));

        string? One(string key) => asked.TryGetValue(key, out var values) ? values.ToString() : null;
        Guid? IdOf(string key) => Guid.TryParse(One(key), out var id) ? id : null;
        T? EnumOf<T>(string key)
            where T : struct, Enum => Enum.TryParse<T>(One(key), out var value) && Enum.IsDefined(value) ? value : null;
    }
}

/// <summary>What stands beside the board. The names stand in addresses: never renamed.</summary>
public enum BoardDrawer
{
    None,
    /// <summary>The conversations that a number counts.</summary>
    List,
    /// <summary>The forecast with what it is made of.</summary>
    Forecast,
    /// <summary>Thresholds.</summary>
    Rules,
    /// <summary>How figures are defined.</summary>
    Help,
}
