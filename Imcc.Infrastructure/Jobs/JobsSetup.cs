using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Imcc.Infrastructure.Jobs;

internal static class JobsSetup
{
    /// <summary>The clockwork. Its own state is in memory: what is due is in our tables.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddQuartz(quartz =>
        {
            quartz.AddJob<DeadlineJob>(job => job.WithIdentity(nameof(DeadlineJob)));
            quartz.AddTrigger<IJob>(trigger => trigger.ForJob(nameof(DeadlineJob)).StartNow()
                .WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(1)).RepeatForever()));
            quartz.AddJob<LedgerJob>(job => job.WithIdentity(nameof(LedgerJob)));
            quartz.AddTrigger<IJob>(trigger => trigger.ForJob(nameof(LedgerJob)).StartNow()
                .WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(1)).RepeatForever()));
            quartz.AddJob<WatchJob>(job => job.WithIdentity(nameof(WatchJob)));
            quartz.AddTrigger<IJob>(trigger => trigger.ForJob(nameof(WatchJob)).StartNow()
                .WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(5)).RepeatForever()));
            quartz.AddJob<RetentionJob>(job => job.WithIdentity(nameof(RetentionJob)));
            quartz.AddTrigger<IJob>(trigger => trigger.ForJob(nameof(RetentionJob)).WithCronSchedule("0 30 3 * * ?"));
            quartz.AddJob<NoticeJob>(job => job.WithIdentity(nameof(NoticeJob)));
            quartz.AddTrigger<IJob>(trigger => trigger.ForJob(nameof(NoticeJob)).WithCronSchedule("0 17 * * * ?"));
            quartz.AddJob<QualityJob>(job => job.WithIdentity(nameof(QualityJob)));
            quartz.AddTrigger<IJob>(trigger => trigger.ForJob(nameof(QualityJob)).WithCronSchedule("0 41 * * * ?"));
            quartz.AddJob<FollowUpJob>(job => job.WithIdentity(nameof(FollowUpJob)));
            quartz.AddTrigger<IJob>(trigger => trigger.ForJob(nameof(FollowUpJob)).StartNow()
                .WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(5)).RepeatForever()));
            quartz.AddJob<ArticleLinkJob>(job => job.WithIdentity(nameof(ArticleLinkJob)));
            quartz.AddTrigger<IJob>(trigger => trigger.ForJob(nameof(ArticleLinkJob)).WithCronSchedule("0 5/10 * * * ?"));
        });
        services.AddQuartzHostedService(host =>
        {
            host.WaitForJobsToComplete = true;
            host.AwaitApplicationStarted = true;
        });
        return services;
    }
}
