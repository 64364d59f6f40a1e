using System.Text;
using Imcc.Core.Conversations;
using Imcc.Tests.Architecture;

namespace Imcc.Tests.Conversations;

/// <summary>The documentation shows the table that is walked, and no other.</summary>
public sealed class StateTableDocumentTests
{
    [Fact]
    public void The_table_in_the_documentation_is_the_one_that_the_tests_walk() =>
        Assert.Contains(Markdown(), Sources.Read("docs/routing.md").ReplaceLineEndings("\n"), StringComparison.Ordinal);

    private static string Markdown()
    {
        var text = new StringBuilder();
        text.Append("| ").AppendJoin(" | ", StateTable.Places.Prepend("")).Append(" |\n");
        text.Append('|').AppendJoin('|', StateTable.Places.Prepend("").Select(_ => "---")).Append("|\n");
        foreach (var happens in StateTable.Events)
            text.Append("| ").AppendJoin(" | ", StateTable.Places.Select(p => Shown(StateTable.Cells[(happens, p)])).Prepend(happens)).Append(" |\n");
        return text.ToString();
    }

    private static string Shown(string cell) => cell switch
    {
        StateTable.Nothing => "·",
        StateTable.Refused => "×",
        _ => cell,
    };
}
