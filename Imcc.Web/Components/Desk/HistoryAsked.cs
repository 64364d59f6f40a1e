using System.Globalization;
using Imcc.Core.Channels;
using Imcc.Core.Desk;
using Microsoft.AspNetCore.WebUtilities;

namespace Imcc.Web.Components.Desk;

/// <summary>What is asked on the search page, as it stands in the page's address.</summary>
/// <param name="From">First day, in the organisation's zone.</param>
/// <param name="To">Last day.</param>
public sealed record HistoryAsked(
    string Text = "", DateOnly? From = null, DateOnly? To = null, Guid? AgentId = null, Guid? GroupId = null, ChannelKind? Channel = null, HistoryOrder Order = HistoryOrder.Newest)
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>What cannot be read in an address counts as not said.</summary>
    public static HistoryAsked Read(string url)
    {
        var query = QueryHelpers.ParseQuery(new Uri(url).Query);
        var text = Of("q") ?? "";
        return new(
            text.Length <= HistoryQuery.LongestText ? text : text[..HistoryQuery.LongestText],
            DayOf("from"),
            DayOf("to"),
            IdOf("agent"),
            IdOf("group"),
            Enum.TryParse<ChannelKind>(Of("channel"), ignoreCase: true, out var channel) && Enum.IsDefined(channel) ? channel : null,
            Of("order") == "best" ? HistoryOrder.Best : HistoryOrder.Newest);

        string? Of(string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;
        DateOnly? DayOf(string name) => DateOnly.TryParseExact(Of(name), Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        Guid? IdOf(string name) => Guid.TryParse(Of(name), out var id) ? id : null;
    }

    public string Url()
    {
        var query = new Dictionary<string, string?>();
        if (Text.Length > 0)
            query["q"] = Text;
        if (From is { } from)
            query["from"] = from.ToString(Day, CultureInfo.InvariantCulture);
        if (To is { } to)
            query["to"] = to.ToString(Day, CultureInfo.InvariantCulture);
        if (AgentId is { } agent)
            query["agent"] = agent.ToString();
        if (GroupId is { } group)
            query["group"] = group.ToString();
        if (Channel is { } channel)
            query["channel"] = channel.ToString().ToLowerInvariant();
        if (Order == HistoryOrder.Best)
            query["order"] = "best";
        return QueryHelpers.AddQueryString(DeskUrls.History(), query);
    }

    public HistoryQuery Query(ScreenClock clock, int skip, int take) => new(
        Text,
        From is { } from ? clock.At(from.ToDateTime(TimeOnly.MinValue)) : null,
        To is { } to ? clock.At(to.AddDays(1).ToDateTime(TimeOnly.MinValue)) : null,
        AgentId, GroupId, Channel, Order, skip, take);
}
