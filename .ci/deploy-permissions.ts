import {
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  LambdaClient,
  ListFunctionsCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';

const iam = new IAMClient({});
const lambda = new LambdaClient({});

/** One action on one resource that a role may do. */
export type Permission = { action: string; resource: string };

/** What a function of the stack may do, and a way to let it do only some of that. */
export async function permissionsOf(name: string) {
  const { Roles = [] } = await iam.send(new ListRolesCommand());
  const { RoleName } = Roles.find((role) => role.RoleName?.startsWith(`assent-${name}Role`)) ?? {};
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const [PolicyName] = PolicyNames;
  const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  const document = JSON.parse(decodeURIComponent(PolicyDocument)) as {
    Statement: { Action: string | string[]; Resource: string | string[] }[];
  };
  const all: Permission[] = document.Statement.flatMap(({ Action, Resource }) =>
    [Action].flat().flatMap((action) => [Resource].flat().map((resource) => ({ action, resource }))),
  );
  const allowOnly = async (some: readonly Permission[]) => {
    const Statement = some.map(({ action, resource }) => ({
      Effect: 'Allow',
      Action: action,
      Resource: resource,
    }));
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
  };
  return { all, allowOnly };
}

/** Starts a function anew, so that it remembers nothing of what it read. */
export async function forget(name: string): Promise<void> {
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand());
  const { FunctionName, Timeout } =
    Functions.find(({ Description }) => Description?.endsWith(`: ${name}`)) ?? {};
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout }));
}
