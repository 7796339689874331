import { exposeBridge } from '@wiz/ipc-contract/preload';

exposeBridge();
