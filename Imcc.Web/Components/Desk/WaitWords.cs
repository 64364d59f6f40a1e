using System.Globalization;
using Imcc.Core.Desk;
using Imcc.Web.Localization;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Desk;

/// <summary>「为什么还在等」: why a conversation still waits, in plain sentences, the most telling first.</summary>
public static class WaitWords
{
    public static IReadOnlyList<string> Of(WaitView view, DateTimeOffset now, IStringLocalizer<DeskText> words)
    {
        var (reason, forecast) = (view.Reason, view.Forecast);
        List<string> sentences = [words["Wait.Place", reason.Place, forecast.Waiting, SpanWords.Of(reason.Contact.Waited, words)]];
        if (reason.BeingAskedId is { } asked)
            sentences.Add(words["Wait.BeingAsked", NameOf(asked)]);
        if (reason.KeptForId is { } kept && reason.KeptUntil is { } keptUntil)
            sentences.Add(words["Wait.KeptFor", NameOf(kept), Left(keptUntil)]);
        if (reason.LeftAloneUntil is { } alone && alone > now)
            sentences.Add(words["Wait.LeftAlone", Left(alone)]);
        if (reason.DeclinedUntil is { } declined && declined > now)
            sentences.Add(words["Wait.Declined", Left(declined)]);
        var obstacles = AssignmentWords.NotAsked(reason.NotAsked, words).ToList();
        sentences.AddRange(obstacles);
        if (obstacles.Count == 0 && reason.BeingAskedId is null)
            sentences.Add(words[reason.Place > 1 ? "Wait.OthersFirst" : "Wait.Nobody"]);
        if (reason.MoreAskedAt is { } more && more > now)
            sentences.Add(words["Wait.MoreAsked", Left(more)]);
        if (reason.Contact is { IsUrgent: true } or { VipTier: > 0 })
            sentences.Add(words[reason.Contact.IsUrgent ? "Wait.Urgent" : "Wait.Vip", reason.Contact.VipTier, reason.Contact.Score.ToString("0", CultureInfo.InvariantCulture)]);
        sentences.Add(forecast.Wait is { } wait ? words["Wait.Forecast", SpanWords.Of(wait, words)] : words["Wait.NoForecast"]);
        return sentences;

        string Left(DateTimeOffset until) => SpanWords.Of(until - now, words);

        string NameOf(Guid id) => view.Names.TryGetValue(id, out var name) && name.Length > 0 ? name : words["Why.SomeAgent"];
    }
}
