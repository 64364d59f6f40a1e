using System.Runtime.InteropServices;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;

namespace Imcc.Bench.Simulation;

/// <summary>
/// The host of a real <see cref="Acd"/> on virtual time: the only place of the simulation that knows its interface. Agents, groups and
/// contacts are numbers here; moments are ticks since the start.
/// </summary>
public sealed class AcdHost
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private readonly Acd _acd;
    private readonly Centre _centre;
    private readonly List<Offer> _offers = [];
    private readonly Dictionary<int, WaitingEntry> _declined = [];
    private int[] _revisions = new int[1024];

    public AcdHost(Centre centre)
    {
        _centre = centre;
        // Conversations never come back once they are over, so the memory for late news need not be larger than the caches.
        _acd = new(new AcdOptions { Ranking = AgentRankings.ByName.GetValueOrDefault(centre.Ranking, AgentRankings.Default), Remembered = 1024 });
        for (var i = 0; i < centre.Agents.Count; i++)
            Seat(i, isRoutable: true, 0);
    }

    /// <summary>When to dispatch although nothing happened; null: not needed.</summary>
    public long? DueAt => _acd.DueAt is { } at ? (at - Start).Ticks : null;

    /// <summary>The agent begins or ceases to take conversations.</summary>
    public void Seat(int agent, bool isRoutable, long now)
    {
        var (capacity, skills) = _centre.Agents[agent];
        _acd.Seat(new(AgentId(agent), capacity, [.. skills.Select(s => new Skill(GroupId(s.Group), s.Level, s.Weight))], isRoutable, now), At(now));
    }

    public void Join(int contact, int group, int tier, long now)
    {
        if (contact >= _revisions.Length)
            Array.Resize(ref _revisions, _revisions.Length * 2);
        var id = ContactId(contact);
        _acd.Join(new(id, id, GroupId(group), tier, At(now), [], ++_revisions[contact]));
    }

    /// <summary>Decides, and makes all the offers that were decided.</summary>
    public IReadOnlyList<Offer> Dispatch(long now)
    {
        _offers.Clear();
        foreach (var assignment in _acd.Dispatch(At(now)))
        {
            var contact = Number(assignment.ConversationId);
            _acd.Confirm(assignment, ++_revisions[contact], At(now));
            _offers.Add(new(contact, Number(assignment.AgentId)));
        }

        return _offers;
    }

    public void Accept(Offer offer, long now) => _acd.Hold(ContactId(offer.Contact), AgentId(offer.Agent), ++_revisions[offer.Contact], At(now));

    /// <summary>It rang in vain: back into the line, to the place of the one moment of joining.</summary>
    public void Miss(Offer offer, int group, int tier, long joinedAt, long now)
    {
        var id = ContactId(offer.Contact);
        IReadOnlyCollection<Guid> before = _declined.TryGetValue(offer.Contact, out var last) ? last.DeclinedBy : [];
        var entry = new WaitingEntry(id, id, GroupId(group), tier, At(joinedAt), [.. before.Where(a => a != AgentId(offer.Agent)), AgentId(offer.Agent)], ++_revisions[offer.Contact], At(now), (last?.Attempts ?? 0) + 1);
        _declined[offer.Contact] = entry;
        _acd.Join(entry);
    }

    /// <summary>It left the line, or the agent has done with it.</summary>
    public void Release(int contact, long now)
    {
        _declined.Remove(contact);
        _acd.Release(ContactId(contact), ++_revisions[contact], At(now));
    }

    /// <summary>The agent's places taken, as the ACD sees it.</summary>
    public int LoadOf(int agent) => _acd.StandingOf(AgentId(agent))!.Value.Load;

    private static DateTimeOffset At(long ticks) => Start.AddTicks(ticks);

    private static Guid ContactId(int number) => new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xC);

    private static Guid AgentId(int number) => new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xA);

    private static Guid GroupId(int number) => new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x6);

    private static int Number(Guid id) => MemoryMarshal.Read<int>(MemoryMarshal.AsBytes(new ReadOnlySpan<Guid>(ref id)));
}

/// <summary>An agent is asked to take a contact.</summary>
public readonly record struct Offer(int Contact, int Agent);
