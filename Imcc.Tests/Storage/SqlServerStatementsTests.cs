using Imcc.Core.Conversations;
using Imcc.Infrastructure.Channels;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Imcc.Tests.Storage;

/// <summary>No SQL Server runs on every machine that tests; what we would say to one is read by Microsoft's own parser.</summary>
public sealed class SqlServerStatementsTests
{
    private static readonly string[] Patched = [nameof(MessageRow.Delivery)];

    [Fact]
    public void The_conversation_store_is_made_by_a_script_that_parses()
    {
        using var context = Context();
        var script = context.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);

        Assert.Contains("CREATE TABLE [conversations]", script, StringComparison.Ordinal);
        AssertParses(script);
    }

    [Fact]
    public void The_tables_of_the_model_are_the_tables_of_the_migrations()
    {
        using var context = Context();
        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public void Every_kind_of_row_change_is_a_statement_that_parses()
    {
        using var context = Context();
        var statements = new Statements(context.Model, DatabaseProvider.SqlServer);
        var message = new MessageRow { Id = default, ThreadId = default, Seq = 1, Direction = 0, Sender = 0, Content = "", At = default };
        var ledger = new LedgerRow { MessageId = default, AccountId = default, DedupeKey = "", ExternalId = "", ReceivedAt = default, Raw = "" };
        var conversation = ConversationRow.From(Conversation.Open(default, default, default, default, null, default));
        var delivery = new DeliveryRow { MessageId = default, ThreadId = default, Seq = 1, AccountId = default, State = 0, CreatedAt = default };
        RowChange[] changes =
        [
            new(ChangeKind.Insert, message),
            new(ChangeKind.InsertIfNew, ledger),
            new(ChangeKind.Update, conversation),
            new(ChangeKind.Patch, message, Patched),
            new(ChangeKind.Delete, delivery),
        ];

        Assert.All(changes, change => AssertParses(statements.For(change).Sql));
        // Looking and inserting are one step under a range lock, or two deliveries could both find nothing.
        Assert.Contains("WITH (UPDLOCK, HOLDLOCK)", statements.For(changes[1]).Sql, StringComparison.Ordinal);
    }

    [Fact]
    public void The_parser_is_awake() => Assert.Throws<Xunit.Sdk.EmptyException>(() => AssertParses("SELEC 1 FORM x"));

    private static SqlServerConversationContext Context() => new SqlServerConversationContextFactory().CreateDbContext([]);

    private static void AssertParses(string script)
    {
        using var reader = new StringReader(script);
        new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        Assert.Empty(errors.Select(e => $"{e.Line}:{e.Column} {e.Message}"));
    }
}
