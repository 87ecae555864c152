import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { deployment } from '../operator/deployment.ts';
import { contents } from './deploy-account.ts';

/** Somebody with one of the stack's policies, and what they try: each rejects where they may not. */
export type Person = Record<'read' | 'write' | 'remove' | 'invoke', (name: string) => Promise<unknown>>;

export async function person(output: string): Promise<Person> {
  const { outputs } = await deployment({ stack: 'assent', data: '' });
  const iam = new IAMClient({});
  const UserName = `has-${output}`;
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: outputs[output] }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId as string,
    secretAccessKey: AccessKey?.SecretAccessKey as string,
  };
  const s3 = new S3Client({ credentials });
  const lambda = new LambdaClient({ credentials });
  const Bucket = (await contents()).buckets?.[0];
  return {
    read: (Key) => s3.send(new GetObjectCommand({ Bucket, Key })),
    write: (Key) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' })),
    remove: (Key) => s3.send(new DeleteObjectCommand({ Bucket, Key })),
    invoke: (name) =>
      lambda.send(
        new InvokeCommand({ FunctionName: outputs[name], Payload: '{"command":"product list","jobs":[]}' }),
      ),
  };
}

/** Of these the ones that are not denied; that there is nothing by that name is no denial. */
export async function allowed(
  names: readonly string[],
  act: (name: string) => Promise<unknown>,
): Promise<string[]> {
  const all: string[] = [];
  for (const name of names) {
    const denied = await act(name).then(
      () => false,
      ({ name: fault }: Error) => fault !== 'NoSuchKey' && fault !== 'NotFound',
    );
    if (!denied) all.push(name);
  }
  return all;
}
