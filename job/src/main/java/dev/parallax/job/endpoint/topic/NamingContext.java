package dev.parallax.job.endpoint.topic;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * A writer's context in which failures that the writer throws between records, in the task's mailbox, name the record
 * that they are about.
 */
public final class NamingContext implements WriterInitContext {

    private final WriterInitContext context;
    private final Refusals refusals;

    /**
     * @param context the writer's context
     * @param refusals records whose writing failed, with their failures
     */
    public NamingContext(WriterInitContext context, Refusals refusals) {
        this.context = context;
        this.refusals = refusals;
    }

    /** The task's mailbox. */
    private record NamingMailbox(MailboxExecutor mailbox, Refusals refusals) implements MailboxExecutor {

        @Override
        public void execute(
                MailOptions options,
                ThrowingRunnable<? extends Exception> command,
                String description,
                Object... arguments) {
            ThrowingRunnable<Exception> named = () -> {
                try {
                    command.run();
                } catch (Exception e) {
                    throw refusals.named(e);
                }
            };
            mailbox.execute(options, named, description, arguments);
        }

        @Override
        public void yield() throws InterruptedException {
            mailbox.yield();
        }

        @Override
        public boolean tryYield() {
            return mailbox.tryYield();
        }

        @Override
        public boolean shouldInterrupt() {
            return mailbox.shouldInterrupt();
        }
    }

    @Override
    public MailboxExecutor getMailboxExecutor() {
        return new NamingMailbox(context.getMailboxExecutor(), refusals);
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
        return context.getUserCodeClassLoader();
    }

    @Override
    public ProcessingTimeService getProcessingTimeService() {
        return context.getProcessingTimeService();
    }

    @Override
    public SinkWriterMetricGroup metricGroup() {
        return context.metricGroup();
    }

    @Override
    public SerializationSchema.InitializationContext asSerializationSchemaInitializationContext() {
        return context.asSerializationSchemaInitializationContext();
    }

    @Override
    public boolean isObjectReuseEnabled() {
        return context.isObjectReuseEnabled();
    }

    @Override
    public <I> TypeSerializer<I> createInputSerializer() {
        return context.createInputSerializer();
    }

    @Override
    public <M> Optional<Consumer<M>> metadataConsumer() {
        return context.metadataConsumer();
    }

    @Override
    public OptionalLong getRestoredCheckpointId() {
        return context.getRestoredCheckpointId();
    }

    @Override
    public JobInfo getJobInfo() {
        return context.getJobInfo();
    }

    @Override
    public TaskInfo getTaskInfo() {
        return context.getTaskInfo();
    }
}
