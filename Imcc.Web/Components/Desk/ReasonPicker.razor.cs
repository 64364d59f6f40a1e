using System.Text.Json;
using Imcc.Core.Desk;
using Imcc.Core.Reasons;
using Microsoft.AspNetCore.Components;

namespace Imcc.Web.Components.Desk;

/// <summary>The reasons of one conversation: what it has, what it probably needs, and a search over all of them.</summary>
public sealed partial class ReasonPicker
{
    private const int ShownAtHand = 6;

    [Parameter, EditorRequired]
    public required DeskConversation Conversation { get; set; }

    /// <summary>Takes the focus when it appears: reasons are what is wanted next.</summary>
    [Parameter]
    public bool IsFocused { get; set; }

    /// <summary>Tells the pickers of one page apart.</summary>
    [Parameter]
    public string Place { get; set; } = "side";

    protected override DeskParts Shows => DeskParts.Reasons | DeskParts.Lists;

    private string ResultsId => "reasons-" + Place;

    private bool CanClassify => Session.Reasons.CanClassify(Conversation);

    private bool IsMissing => Session.Reasons.MissingIn == Conversation.Id && Chosen.Count == 0;

    private IReadOnlyList<ContactReason> Chosen => Session.Reasons.Of(Conversation);

    private ReasonMenu? Menu => Session.Reasons.Menu;

    private IReadOnlyList<ContactReason> Suggested => [.. (Menu?.Suggested ?? []).Where(IsFree)];

    /// <summary>Favourites, then what is used most.</summary>
    private IReadOnlyList<ContactReason> AtHand =>
        [.. (Menu?.Favourites ?? []).Concat(Menu?.Frequent ?? []).Where(IsFree).ExceptBy(Suggested.Select(s => s.ReasonId), r => r.ReasonId).DistinctBy(r => r.ReasonId).Take(ShownAtHand)];

    private string Source => DeskUrls.Reasons(Conversation.GroupId, Menu?.Version ?? Session.State.ReasonVersion);

    private string Rank => string.Join(' ', (Menu?.Favourites ?? []).Concat(Menu?.Frequent ?? []).Select(r => r.ReasonId).Distinct());

    // What the script says by itself.
    private string Texts => JsonSerializer.Serialize(new { none = R["NoResult"].Value, loading = R["Loading"].Value, failed = R["LoadFailed"].Value, tree = R["Tree"].Value, results = R["Results"].Value });

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (CanClassify)
            await Session.Reasons.ReadAsync(Conversation.Id);
    }

    private bool IsFree(ContactReason reason) => !Chosen.Any(c => c.ReasonId == reason.ReasonId);

    private bool IsFavourite(Guid reasonId) => Menu?.Favourites.Any(f => f.ReasonId == reasonId) == true;

    private Task FavourAsync(Guid reasonId) => Session.Reasons.FavourAsync(Conversation.Id, reasonId, !IsFavourite(reasonId));

    private Task PickAsync(ChangeEventArgs e) =>
        Guid.TryParse(e.Value as string, out var reasonId) ? Session.Reasons.AddAsync(Conversation, reasonId) : Task.CompletedTask;
}
