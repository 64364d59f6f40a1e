namespace Imcc.Tests.Routing;

/// <summary>One step of a random history: what happens, and two numbers that choose to whom.</summary>
public readonly record struct Step(int What, int A, int B)
{
    public override string ToString() => $"new({What}, {A}, {B})";
}
