using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Imcc.Core.Flows;
using Imcc.Infrastructure.Answering.Flows;

namespace Imcc.Web.Components.Flows;

/// <summary>A flow while it is written, beside what was saved of it.</summary>
public sealed class FlowForm
{
    // Ids that a node of this draft has had: what was deleted does not come back as another.
    private readonly HashSet<string> _ids = [];
    private string _kept;

    public FlowForm(FlowDraft draft)
    {
        Saved = draft;
        Take(draft);
        _kept = Written();
    }

    /// <summary>Something was changed.</summary>
    public event Action? Changed;

    /// <summary>As it was read or saved last.</summary>
    public FlowDraft Saved { get; private set; }

    public string Name { get; set; } = "";

    public string Key { get; set; } = "";

    public Guid OrgUnitId { get; set; }

    public ImmutableArray<Guid> Accounts { get; private set; } = [];

    public FlowContent Content { get; private set; } = new([]);

    public ImmutableArray<FlowNode> Nodes => Content.Nodes;

    /// <summary>A new one is not there before it is saved.</summary>
    public bool IsDirty => Saved.Id is null || Written() != _kept;

    /// <summary>Nothing was written by hand yet: nobody has to be asked whether to leave it.</summary>
    public bool IsTouched => Written() != _kept;

    /// <summary>Under what answers are kept, in the order in which they are asked for.</summary>
    public IReadOnlyList<string> Slots => SlotsOf(Nodes);

    public FlowDraft Draft() => new()
    {
        Id = Saved.Id,
        Rev = Saved.Rev,
        Name = Name,
        Key = Key,
        OrgUnitId = OrgUnitId,
        Accounts = [.. Accounts],
        Content = Content,
    };

    /// <summary>It was saved.</summary>
    /// <param name="sent">What was sent: where nothing else was typed since, what was kept of it is shown.</param>
    public void Keep(FlowDraft saved, FlowDraft sent)
    {
        var isSame = Written() == Written(sent);
        Saved = saved;
        if (isSame)
            Take(saved);
        _kept = Written(saved);
    }

    /// <summary>Somebody else saved meanwhile: what is written here is to stand in its place.</summary>
    public void Over(FlowDraft theirs)
    {
        Saved = theirs;
        _kept = Written(theirs);
    }

    public void Touch() => Changed?.Invoke();

    public void Set(FlowContent content)
    {
        Content = content;
        foreach (var node in content.Nodes)
            _ids.Add(node.Id);
        Touch();
    }

    public void Choose(Guid account, bool isChosen)
    {
        Accounts = isChosen ? [.. Accounts.Remove(account), account] : Accounts.Remove(account);
        Touch();
    }

    public void ChooseAll()
    {
        Accounts = [];
        Touch();
    }

    public FlowNode? Find(string id) => Nodes.FirstOrDefault(n => n.Id == id);

    /// <returns>As it is numbered on screen; 0: it is not there.</returns>
    public int NumberOf(string id)
    {
        for (var i = 0; i < Nodes.Length; i++)
        {
            if (Nodes[i].Id == id)
                return i + 1;
        }

        return 0;
    }

    public IReadOnlyList<FlowNode> LeadingTo(string id) => [.. Nodes.Where(n => n.Id != id && n.Ways.Contains(id))];

    /// <summary>What may have been answered before one comes to this node; all, while no way leads to it.</summary>
    public IReadOnlyList<string> SlotsBefore(string id)
    {
        var before = new HashSet<string>();
        var open = new Stack<string>([id]);
        while (open.TryPop(out var at))
        {
            foreach (var node in Nodes.Where(n => n.Ways.Contains(at) && before.Add(n.Id)))
                open.Push(node.Id);
        }

        return before.Count == 0 && NumberOf(id) > 1 ? Slots : SlotsOf(Nodes.Where(n => before.Contains(n.Id)));
    }

    public void Replace(FlowNode node) => Set(Content with { Nodes = [.. Nodes.Select(n => n.Id == node.Id ? node : n)] });

    /// <param name="after">Behind this one and what it already leads to there; null: at the end.</param>
    /// <returns>Its id.</returns>
    public string Add(Func<string, FlowNode> make, string? after = null)
    {
        var node = make(NewId());
        var at = after is null || Find(after) is not { } before ? Nodes.Length : Nodes.IndexOf(before) + 1;
        if (after is not null && Find(after) is { } from)
        {
            while (at < Nodes.Length && from.Ways.Contains(Nodes[at].Id))
                at++;
        }

        Set(Content with { Nodes = Nodes.Insert(at, node) });
        return node.Id;
    }

    public string Duplicate(string id)
    {
        var copy = Find(id)! with { Id = NewId() };
        Set(Content with { Nodes = Nodes.Insert(NumberOf(id), copy) });
        return copy.Id;
    }

    public void Move(string id, int by)
    {
        var (at, node) = (NumberOf(id) - 1, Find(id)!);
        if (at + by < 0 || at + by >= Nodes.Length)
            return;
        Set(Content with { Nodes = Nodes.RemoveAt(at).Insert(at + by, node) });
    }

    /// <summary>The ways that led to it lead nowhere then.</summary>
    public void Delete(string id) => Set(Content with { Nodes = [.. Nodes.Where(n => n.Id != id).Select(n => n.Ways.Contains(id) ? Rewired(n, way => way == id ? "" : way) : n)] });

    private static FlowNode Rewired(FlowNode node, Func<string, string> way) => node switch
    {
        SayNode say => say with { Next = way(say.Next) },
        AskNode ask => ask with { Next = way(ask.Next), GivesUp = way(ask.GivesUp) },
        ChoiceNode choice => choice with { Options = [.. choice.Options.Select(o => o with { Next = way(o.Next) })], GivesUp = way(choice.GivesUp) },
        DecideNode decide => decide with { Rules = [.. decide.Rules.Select(r => r with { Next = way(r.Next) })], Otherwise = way(decide.Otherwise) },
        _ => node,
    };

    private static IReadOnlyList<string> SlotsOf(IEnumerable<FlowNode> nodes) =>
        [.. nodes.Select(n => n switch { AskNode ask => ask.Slot, ChoiceNode choice => choice.Slot, _ => "" }).Where(s => s.Length > 0).Distinct()];

    private string NewId()
    {
        var number = 1;
        while (!_ids.Add(Id(number)))
            number++;
        return Id(number);

        static string Id(int number) => "n" + number.ToString(CultureInfo.InvariantCulture);
    }

    private void Take(FlowDraft draft)
    {
        (Name, Key, OrgUnitId, Accounts, Content) = (draft.Name, draft.Key, draft.OrgUnitId, [.. draft.Accounts], draft.Content);
        foreach (var node in draft.Content.Nodes)
            _ids.Add(node.Id);
    }

    private string Written() => Written(Draft());

    private static string Written(FlowDraft draft) => JsonSerializer.Serialize(new { draft.Name, draft.Key, draft.OrgUnitId, Accounts = draft.Accounts.Order(), draft.Content });
}
