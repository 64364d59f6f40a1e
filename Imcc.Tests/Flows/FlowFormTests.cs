using Imcc.Core.Flows;
using Imcc.Infrastructure.Answering.Flows;
using Imcc.Web.Components.Flows;

namespace Imcc.Tests.Flows;

public sealed class FlowFormTests
{
    private readonly FlowForm _form = new(new FlowDraft
    {
        Id = Guid.Empty,
        Name = "挂失",
        Key = "loss",
        Content = new([new ChoiceNode("n1", "哪一种？", [new("一", Next: "n2"), new("二", Next: "n3")], "种类", GivesUp: "n3"), new AskNode("n2", "号码？", "号码", Next: "n3", GivesUp: "n3"), new TransferNode("n3")]),
    });

    [Fact]
    public void An_id_is_the_lowest_free_number_and_never_that_of_a_node_that_was_there()
    {
        _form.Delete("n2");
        Assert.Equal("n4", _form.Add(id => new SayNode(id)));
        _form.Delete("n4");
        Assert.Equal("n5", _form.Add(id => new SayNode(id)));
    }

    [Fact]
    public void Deleting_a_node_opens_the_ways_that_led_to_it_and_no_other()
    {
        Assert.Equal(["n1", "n2"], _form.LeadingTo("n3").Select(n => n.Id));
        _form.Delete("n3");
        Assert.Equal(["n2", "", ""], _form.Nodes[0].Ways);
        Assert.Equal(["", ""], _form.Nodes[1].Ways);
        Assert.True(_form.IsDirty);
    }

    [Fact]
    public void A_node_made_for_a_way_stands_behind_those_that_already_follow()
    {
        var made = _form.Add(id => new SayNode(id), after: "n1");
        // n2 and n3 are where its ways lead.
        Assert.Equal(["n1", "n2", "n3", made], _form.Nodes.Select(n => n.Id));
        Assert.Equal(["n1", "n2", "n3", "n5", "n4"], Order(() => _form.Add(id => new SayNode(id), after: "n2")));
        Assert.Equal(["n1", "n2", "n5", "n3", "n4"], Order(() => _form.Move("n5", -1)));
        _form.Move("n1", -1);
        Assert.Equal("n1", _form.Nodes[0].Id);
        Assert.Equal("n6", _form.Duplicate("n2"));
        Assert.Equal(3, _form.NumberOf("n6"));
    }

    [Fact]
    public void Written_back_as_it_was_nothing_is_unsaved_and_what_is_typed_while_it_is_saved_stays()
    {
        var node = (AskNode)_form.Find("n2")!;
        _form.Replace(node with { Text = "卡号？" });
        Assert.True(_form.IsDirty);
        _form.Replace(node);
        Assert.False(_form.IsDirty);

        _form.Name = " 挂失二 ";
        var sent = _form.Draft();
        _form.Keep(Saved("挂失二"), sent);
        Assert.Equal(("挂失二", false), (_form.Name, _form.IsDirty));
        _form.Name = "挂失三";
        sent = _form.Draft();
        _form.Name = "挂失四";
        _form.Keep(Saved("挂失三"), sent);
        Assert.Equal(("挂失四", true), (_form.Name, _form.IsDirty));

        FlowDraft Saved(string name) => new() { Id = Guid.Empty, Rev = 1, Name = name, Key = "loss", Content = _form.Content };
    }

    [Fact]
    public void A_text_is_offered_what_can_have_been_answered_before_it()
    {
        Assert.Equal([], _form.SlotsBefore("n1"));
        Assert.Equal(["种类"], _form.SlotsBefore("n2"));
        Assert.Equal(["种类", "号码"], _form.SlotsBefore("n3"));
        // Nobody knows yet where it will stand.
        Assert.Equal(["种类", "号码"], _form.SlotsBefore(_form.Add(id => new SayNode(id))));
    }

    private IEnumerable<string> Order(Action change)
    {
        change();
        return _form.Nodes.Select(n => n.Id);
    }
}
