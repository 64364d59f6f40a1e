using System.Reflection;

namespace Imcc.Tests.Architecture;

/// <summary>
/// The drawing of the house and the rules that keep it so. A map is read as: a room, and the rooms that it may use. Whoever needs a
/// further line draws it here, and sees then whether the drawing still makes sense.
/// </summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Core = typeof(Core.Routing.Acd).Assembly;
    private static readonly Assembly Infrastructure = Assembly.Load("Imcc.Infrastructure");
    private static readonly Assembly Web = Assembly.Load("Imcc.Web");

    private static readonly Dictionary<string, string[]> CoreRooms = new()
    {
        // Transport: knows neither agents nor queues; only a web visitor's standing names the state of the conversation.
        ["Channels"] = ["Conversations", "Delivery"],
        ["Delivery"] = ["Channels", "Conversations"],
        // What a text holds, and what may be said: words and trees, no more.
        ["Privacy"] = [],
        ["Reasons"] = [],
        ["Replies"] = [],
        ["Surveys"] = ["Channels"],
        // What answers without asking: by what is written, and how it sounds.
        ["Knowledge"] = ["Channels"],
        ["Retrieval"] = ["Knowledge"],
        ["Answering"] = ["Channels", "Flows", "Retrieval"],
        // Nothing but data and who is led through it; words are compared as keywords are.
        ["Flows"] = ["Answering", "Privacy", "Retrieval"],
        ["Misses"] = ["Answering", "Knowledge", "Retrieval"],
        // Session control.
        ["Contacts"] = ["Channels"],
        ["Organisation"] = ["Agents", "Channels", "Contacts", "Privacy", "Reasons", "Replies", "Surveys"],
        ["Agents"] = [],
        // A command's outcome is the desk's word.
        ["Conversations"] = ["Answering", "Channels", "Contacts", "Delivery", "Desk", "Flows", "Organisation", "Privacy", "Reasons", "Surveys"],
        ["Routing"] = ["Agents", "Conversations", "Organisation"],
        // What reports count: from what is on record alone.
        ["Reporting"] = ["Agents", "Conversations", "Organisation"],
        // The same while it happens, and who waits and works now.
        ["Board"] = ["Agents", "Conversations", "Desk", "Organisation", "Reporting", "Schedule"],
        // When supervisors are told: figures and times alone.
        ["Alerts"] = [],
        // What is said about the agents' work: from what was recorded.
        ["Quality"] = ["Desk", "Replies"],
        // Who works when, and how it was kept.
        ["Schedule"] = ["Agents"],
        // What comes of low ratings.
        ["FollowUps"] = ["Organisation", "Surveys"],
        // What other systems send: an outbound message without a conversation.
        ["Notices"] = ["Channels", "Delivery"],
        ["Desk"] = ["Agents", "Channels", "Contacts", "Conversations", "Delivery", "Knowledge", "Notices", "Organisation", "Privacy", "Reasons", "Replies", "Routing", "Surveys"],
    };

    private static readonly Dictionary<string, string[]> InfrastructureRooms = new()
    {
        // What every room stands on. A context holds the rows that the rooms own.
        ["Storage"] = ["Agents", "Alerts", "Answering", "Board", "Channels", "Contacts", "Conversations", "Delivery", "Desk", "Exports", "FollowUps", "Knowledge", "Mail", "Misses", "Notices", "Organisation", "Quality", "Reasons", "Replies", "Reporting", "Retrieval", "Schedule", "Surveys"],
        ["Live"] = [],
        ["Organisation"] = ["Storage", "Live", "Demo", "Knowledge", "Reasons", "Replies"],
        ["Files"] = ["Storage", "Live", "Organisation"],
        ["Channels"] = ["Storage", "Live", "Organisation", "Conversations", "Delivery", "Files"],
        ["Conversations"] = ["Storage", "Live", "Organisation", "Answering", "Delivery", "Reasons", "Surveys"],
        ["Delivery"] = ["Storage", "Live", "Organisation", "Conversations"],
        ["Agents"] = ["Storage", "Live", "Organisation", "Conversations"],
        ["Routing"] = ["Storage", "Live", "Organisation", "Agents", "Conversations"],
        ["Contacts"] = ["Storage", "Live", "Organisation", "Channels", "Conversations"],
        // WeChat's followers: what is told of them and to them.
        ["Followers"] = ["Storage", "Live", "Organisation", "Channels", "Contacts", "Conversations", "Files"],
        ["History"] = ["Storage", "Live", "Organisation", "Conversations"],
        ["Reasons"] = ["Storage", "Live", "Organisation", "Conversations", "Files"],
        ["Replies"] = ["Storage", "Live", "Organisation"],
        // The stocks of answers with their counters; whoever keeps one follows it.
        ["Answering"] = ["Storage", "Live", "Organisation", "Files", "Knowledge"],
        ["Retrieval"] = ["Storage", "Organisation", "Answering"],
        ["Knowledge"] = ["Storage", "Live", "Organisation", "Answering", "Files"],
        ["Misses"] = ["Storage", "Live", "Organisation", "Answering", "Conversations", "Knowledge", "Replies"],
        ["Surveys"] = ["Storage", "Live", "Organisation", "Conversations", "Delivery"],
        ["Notices"] = ["Storage", "Organisation", "Conversations", "Delivery"],
        ["Reporting"] = ["Storage", "Organisation", "Agents", "Conversations", "Files", "Jobs", "Surveys"],
        ["Mail"] = ["Storage", "Organisation"],
        // Who is told what goes wrong, and how.
        ["Alerts"] = ["Storage", "Organisation", "Conversations", "Delivery", "Mail", "Notices", "Reporting", "Surveys"],
        ["Exports"] = ["Storage", "Organisation", "Files", "Mail", "Reporting"],
        ["Quality"] = ["Storage", "Live", "Organisation", "Conversations", "Files", "Reasons", "Routing", "Surveys"],
        ["Board"] = ["Storage", "Live", "Organisation", "Agents", "Conversations", "Reporting", "Routing"],
        ["Schedule"] = ["Storage", "Organisation", "Agents", "Files", "Reporting", "Routing"],
        ["FollowUps"] = ["Storage", "Organisation", "Conversations", "Files", "Reporting", "Surveys"],
        ["Translation"] = [],
        ["Desk"] = ["Storage", "Live", "Organisation", "Agents", "Answering", "Contacts", "Conversations", "Delivery", "History", "Reasons", "Replies", "Routing", "Surveys", "Translation"],
        ["Jobs"] = ["Storage", "Live", "Organisation", "Agents", "Channels", "Conversations", "FollowUps", "Knowledge", "Notices", "Quality"],
        ["Demo"] = ["Storage", "Live", "Organisation", "Alerts", "Answering", "FollowUps", "Quality", "Reasons", "Replies", "Knowledge", "Schedule"],
        // What the demo's past leaves on record.
        ["Past"] = ["Storage", "Organisation", "Agents", "Answering", "Conversations", "Demo", "Knowledge", "Quality", "Reporting", "Surveys"],
    };

    /// <summary>A grain, and the grains that it may call: those that decide ask those that keep, never the other way round.</summary>
    private static readonly Dictionary<string, string[]> GrainCalls = new()
    {
        // It is asked by the others and would wait for itself; whom it tells, it tells without waiting, through its announcer.
        ["ConversationGrain"] = [],
        ["AcdGrain"] = ["IConversationGrain"],
        ["AgentGrain"] = ["IConversationGrain", "IAcdGrain"],
    };

    /// <summary>Files that hold more than they should; to be divided by whoever next has a reason to open them.</summary>
    private static readonly string[] TooFull =
    [
        "Imcc.Core/Channels/WeChat/WeChatSettingsProblem.cs",
        "Imcc.Infrastructure/Channels/WeChat/WeChatSender.cs",
        "Imcc.Infrastructure/Recovery.cs",
    ];

    [Fact]
    public void Core_rooms_use_only_what_the_map_allows() =>
        Holds(Rules.RoomsByMap(References.Written(Core), "Imcc.Core", CoreRooms));

    [Fact]
    public void Infrastructure_rooms_use_only_what_the_map_allows() =>
        Holds(Rules.RoomsByMap(References.Written(Infrastructure), "Imcc.Infrastructure", InfrastructureRooms));

    [Fact]
    public void Core_stands_on_the_framework_and_on_Orleans_alone()
    {
        Holds(Rules.OnlyAssemblies(References.Written(Core), "Imcc.Core", "System", "Orleans"));
        Assert.All(Core.GetReferencedAssemblies(), a => Assert.Matches(@"^(System|Orleans|Microsoft\.Extensions\.DependencyInjection\.Abstractions$)", a.Name));
    }

    [Fact]
    public void Core_reads_no_clock_and_rolls_no_dice() =>
        Holds(Rules.NoClock(References.Written(Core)));

    [Fact]
    public void Web_never_touches_storage() =>
        Holds(Rules.Never(References.Written(Web), "Microsoft.EntityFrameworkCore", "Imcc.Infrastructure.Storage"));

    [Fact]
    public void Calls_between_grains_flow_one_way() =>
        Holds(Rules.CallsByMap(References.Written(Infrastructure).Where(t => t.IsAssignableTo(typeof(Grain))), IsGrainContract, GrainCalls));

    [Fact]
    public void No_room_has_a_name_that_says_nothing() =>
        Holds(Rules.RoomNames(Sources.Files("")));

    [Fact]
    public void A_public_type_stands_in_the_file_of_its_name() =>
        Holds(Sources.Files(".cs").Where(p => !p.Contains("/Migrations/", StringComparison.Ordinal)).Except(TooFull).SelectMany(p => Rules.TypesByFile(p, Sources.Read(p))));

    private static bool IsGrainContract(Type type) =>
        type.IsInterface && type.IsAssignableTo(typeof(IAddressable)) && type.Namespace?.StartsWith("Imcc.", StringComparison.Ordinal) == true;

    private static void Holds(IEnumerable<string> broken) => Assert.True(!broken.Any(), string.Join(Environment.NewLine, broken));
}
