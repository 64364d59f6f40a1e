namespace Imcc.Core.Flows;

/// <summary>How much a flow holds; characters are UTF-16 units.</summary>
public static class FlowLimits
{
    public const int Key = 60;
    public const int Name = 60;
    public const int Nodes = 200;
    public const int NodeId = 20;
    public const int Text = 600;
    public const int Options = 10;
    public const int OptionText = 40;
    public const int Words = 20;
    public const int Rules = 20;
    public const int Slot = 20;
    public const int Slots = 40;
    public const int Value = 200;
    public const int Pattern = 200;
    public const int Tries = 9;
    public const int UsualTries = 3;

    /// <summary>Minutes: two days, as long as WeChat lets us answer.</summary>
    public const int Patience = 2880;
    public const int UsualPatience = 10;

    /// <summary>Nodes that one of the customer's messages may lead through: whoever needs more goes in a circle.</summary>
    public const int Steps = Nodes + 1;

    /// <summary>Characters of an answer that stand in what is said.</summary>
    public const int Repeated = 100;

    /// <summary>Characters of one answer that are kept.</summary>
    public const int Answer = 500;

    /// <summary>Characters of what an agent reads of the answers.</summary>
    public const int Summary = 1000;

    /// <summary>Characters of a flow as it is stored; what may be entered is less.</summary>
    public const int Stored = 1_000_000;
}
